CREATE TABLE public.action (
    code bigint NOT NULL,
    name text NOT NULL
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.client (
    id character varying(64) NOT NULL,
    name text NOT NULL,
    secret_hash character varying(64) NOT NULL,
    scope text NOT NULL,
    created_at bigint NOT NULL,
    revoked_at bigint
);
CREATE TABLE public.commit_mark (
    token bigint NOT NULL,
    marked_at bigint NOT NULL
);
CREATE TABLE public.import_run (
    digest character varying(64) NOT NULL,
    done bigint NOT NULL
);
CREATE TABLE public.link (
    relation_id bigint NOT NULL,
    n bigint NOT NULL,
    moment_id bigint NOT NULL
);
CREATE TABLE public.merge_run (
    merged_id bigint NOT NULL,
    into_id bigint NOT NULL,
    after_n bigint NOT NULL
);
CREATE TABLE public.moment (
    id bigint NOT NULL,
    change_no bigint NOT NULL,
    version integer NOT NULL,
    type character varying(128) NOT NULL,
    sender_id bigint NOT NULL,
    happened_at bigint NOT NULL,
    action bigint,
    tagset_id bigint NOT NULL,
    json_head text NOT NULL,
    json_middle text NOT NULL,
    json_tail text NOT NULL
);
CREATE TABLE public.moment_type (
    id character varying(128) NOT NULL,
    title text NOT NULL,
    addable boolean NOT NULL,
    "position" integer NOT NULL,
    json_schema text NOT NULL
);
CREATE TABLE public.register (
    id smallint NOT NULL,
    last_moment_id bigint NOT NULL,
    last_change_no bigint NOT NULL,
    last_second bigint NOT NULL,
    types_version bigint NOT NULL,
    rendering text NOT NULL
);
CREATE TABLE public.relation (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    name text NOT NULL,
    name_json text NOT NULL,
    email text,
    archived boolean NOT NULL,
    merged_into bigint
);
CREATE TABLE public.relation_phone (
    relation_id bigint NOT NULL,
    number text NOT NULL
);
CREATE TABLE public.tag (
    id bigint NOT NULL,
    name text NOT NULL
);
CREATE TABLE public.tagset (
    id bigint NOT NULL,
    tag_ids text NOT NULL,
    "json" text NOT NULL
);
CREATE TABLE public.tagset_tag (
    tag_id bigint NOT NULL,
    tagset_id bigint NOT NULL
);
CREATE TABLE public.tick (
    second bigint NOT NULL,
    first_change bigint NOT NULL
);
CREATE TABLE public.token (
    hash character varying(64) NOT NULL,
    client_id character varying(64) NOT NULL,
    scope text NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.version (
    moment_id bigint NOT NULL,
    version integer NOT NULL,
    recorded_at bigint NOT NULL,
    client_id character varying(64),
    channel character varying(16) NOT NULL,
    document text NOT NULL
);
INSERT INTO public.action VALUES
	(17, 'Spring campaign');
INSERT INTO public.alembic_version VALUES
	('0002');
INSERT INTO public.client VALUES
	('410924662f3b870120e57bbfb83ba882', 'Follower', 'dc0676bb977a394d8cd821af45b1073523efaf6877129a26f8ffbf4564ea5df5', 'contact_moment/add contact_moment/view', 1795958139685065, NULL),
	('f8b9035280d6d19917b5aac1fe4ee4b1', 'Former', '54b8803e0fbcda193827da265a2aecf76181f3acf50fcf27d69613c653d4e7a6', 'contact_moment/view', 1795958139749343, 1795958139820186);
INSERT INTO public.commit_mark VALUES
	(8856829722334799179, 1795958138988290),
	(2404960024981642314, 1795958139128818),
	(3350979575148274974, 1795958139262140),
	(6598133448480505332, 1795958139345766),
	(863378307871520820, 1795958139431956),
	(3369306668931003977, 1795958139512059),
	(6824687858152299371, 1795958139601723),
	(417622021496752207, 1795958139688082),
	(4934230511345740352, 1795958139753887),
	(4717510719118196179, 1795958139825496),
	(3962052619067601832, 1795958139960046),
	(6077956533033639591, 1795958143456306),
	(6421591009828335680, 1795958143496581),
	(458403422345617088, 1795958143572503),
	(8480625508995241861, 1795958143622463),
	(4747042304942673113, 1795958143657069),
	(2750884918400933329, 1795958143684231),
	(3465934303953984018, 1795958143729550),
	(6988995142422649921, 1795958143764967),
	(3512568298246350779, 1795958145094401),
	(9218457124936083118, 1795958145167807),
	(6511653876005072598, 1795958145180219),
	(5678035907882166993, 1795958145183889),
	(6922054798952743159, 1795958145215547),
	(4813742192139700747, 1795958145250785),
	(3185618938834899416, 1795958145322943),
	(3721922176127289443, 1795958150398548);
INSERT INTO public.import_run VALUES
	('af238f18aafe30e4ef6170b570e50d3661261481034b3e2d3f23e840d22400a7', 26);
INSERT INTO public.link VALUES
	(1, 1, 1),
	(2, 1, 1),
	(8, 1, 1),
	(2, 2, 2),
	(3, 1, 2),
	(8, 2, 2),
	(3, 2, 3),
	(4, 1, 3),
	(8, 3, 3),
	(1, 2, 4),
	(2, 3, 4),
	(8, 4, 4),
	(2, 4, 5),
	(3, 3, 5),
	(8, 5, 5),
	(3, 4, 6),
	(4, 2, 6),
	(8, 6, 6),
	(1, 3, 7),
	(2, 5, 7),
	(8, 7, 7),
	(2, 6, 8),
	(3, 5, 8),
	(8, 8, 8),
	(3, 6, 9),
	(4, 3, 9),
	(8, 9, 9),
	(1, 4, 10),
	(2, 7, 10),
	(8, 10, 10),
	(2, 8, 11),
	(3, 7, 11),
	(8, 11, 11),
	(3, 8, 12),
	(4, 4, 12),
	(8, 12, 12),
	(1, 5, 13),
	(2, 9, 13),
	(8, 13, 13),
	(2, 10, 14),
	(3, 9, 14),
	(8, 14, 14),
	(3, 10, 15),
	(4, 5, 15),
	(8, 15, 15),
	(1, 6, 16),
	(2, 11, 16),
	(8, 16, 16),
	(2, 12, 17),
	(3, 11, 17);
INSERT INTO public.link VALUES
	(8, 17, 17),
	(3, 12, 18),
	(4, 6, 18),
	(8, 18, 18),
	(1, 7, 19),
	(2, 13, 19),
	(8, 19, 19),
	(2, 14, 20),
	(3, 13, 20),
	(8, 20, 20),
	(3, 14, 21),
	(4, 7, 21),
	(8, 21, 21),
	(1, 8, 22),
	(2, 15, 22),
	(8, 22, 22),
	(2, 16, 23),
	(3, 15, 23),
	(8, 23, 23),
	(3, 16, 24),
	(4, 8, 24),
	(8, 24, 24),
	(1, 9, 25),
	(2, 17, 25),
	(8, 25, 25),
	(1, 10, 26),
	(2, 18, 26),
	(8, 26, 26),
	(1, 11, 27),
	(2, 19, 27),
	(1, 12, 28),
	(2, 20, 28),
	(9, 1, 28),
	(1, 13, 29),
	(2, 21, 29),
	(1, 14, 30),
	(2, 22, 30),
	(2, 23, 31),
	(10, 1, 31),
	(2, 24, 32),
	(1, 15, 33),
	(7, 1, 32),
	(7, 2, 33);
INSERT INTO public.moment VALUES
	(1, 1, 1, 'ContactMomentNote', 1, 1547197200000000, NULL, 0, '{"id":1,"subject":"Imported 0 about membership","senderId":1,"sender":', ',"type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":', ',"recipients":[2,8]}'),
	(2, 2, 1, 'ContactMomentLetter', 2, 1549875600000000, NULL, 0, '{"id":2,"subject":"Imported 1 about membership","senderId":2,"sender":', ',"type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":', ',"recipients":[3,8]}'),
	(3, 3, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":3,"subject":"Imported 2 about membership","senderId":3,"sender":', ',"type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}'),
	(4, 4, 1, 'ContactMomentNote', 1, 1554973200000000, NULL, 0, '{"id":4,"subject":"Imported 3 about membership","senderId":1,"sender":', ',"type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}'),
	(5, 5, 1, 'ContactMomentLetter', 2, 1557565200000000, NULL, 0, '{"id":5,"subject":"Imported 4 about membership","senderId":2,"sender":', ',"type":"ContactMomentLetter","dateTime":"2019-05-11T11:00:00","action":null,"tags":', ',"recipients":[3,8]}'),
	(6, 6, 1, 'ContactMomentVisit', 3, 1560243600000000, NULL, 0, '{"id":6,"subject":"Imported 5 about membership","senderId":3,"sender":', ',"type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}'),
	(7, 7, 1, 'ContactMomentNote', 1, 1562835600000000, NULL, 0, '{"id":7,"subject":"Imported 6 about membership","senderId":1,"sender":', ',"type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}'),
	(8, 8, 1, 'ContactMomentLetter', 2, 1565514000000000, NULL, 0, '{"id":8,"subject":"Imported 7 about membership","senderId":2,"sender":', ',"type":"ContactMomentLetter","dateTime":"2019-08-11T11:00:00","action":null,"tags":', ',"recipients":[3,8]}'),
	(9, 9, 1, 'ContactMomentVisit', 3, 1568192400000000, NULL, 0, '{"id":9,"subject":"Imported 8 about membership","senderId":3,"sender":', ',"type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}'),
	(10, 10, 1, 'ContactMomentNote', 1, 1547197200000000, NULL, 0, '{"id":10,"subject":"Imported 9 about membership","senderId":1,"sender":', ',"type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":', ',"recipients":[2,8]}'),
	(11, 11, 1, 'ContactMomentLetter', 2, 1549875600000000, NULL, 0, '{"id":11,"subject":"Imported 10 about membership","senderId":2,"sender":', ',"type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":', ',"recipients":[3,8]}'),
	(12, 12, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":12,"subject":"Imported 11 about membership","senderId":3,"sender":', ',"type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}'),
	(13, 13, 1, 'ContactMomentNote', 1, 1554973200000000, NULL, 0, '{"id":13,"subject":"Imported 12 about membership","senderId":1,"sender":', ',"type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}'),
	(14, 14, 1, 'ContactMomentLetter', 2, 1557565200000000, NULL, 0, '{"id":14,"subject":"Imported 13 about membership","senderId":2,"sender":', ',"type":"ContactMomentLetter","dateTime":"2019-05-11T11:00:00","action":null,"tags":', ',"recipients":[3,8]}'),
	(15, 15, 1, 'ContactMomentVisit', 3, 1560243600000000, NULL, 0, '{"id":15,"subject":"Imported 14 about membership","senderId":3,"sender":', ',"type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}'),
	(16, 16, 1, 'ContactMomentNote', 1, 1562835600000000, NULL, 0, '{"id":16,"subject":"Imported 15 about membership","senderId":1,"sender":', ',"type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}'),
	(17, 17, 1, 'ContactMomentLetter', 2, 1565514000000000, NULL, 0, '{"id":17,"subject":"Imported 16 about membership","senderId":2,"sender":', ',"type":"ContactMomentLetter","dateTime":"2019-08-11T11:00:00","action":null,"tags":', ',"recipients":[3,8]}'),
	(18, 18, 1, 'ContactMomentVisit', 3, 1568192400000000, NULL, 0, '{"id":18,"subject":"Imported 17 about membership","senderId":3,"sender":', ',"type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}'),
	(19, 19, 1, 'ContactMomentNote', 1, 1547197200000000, NULL, 0, '{"id":19,"subject":"Imported 18 about membership","senderId":1,"sender":', ',"type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":', ',"recipients":[2,8]}'),
	(20, 20, 1, 'ContactMomentLetter', 2, 1549875600000000, NULL, 0, '{"id":20,"subject":"Imported 19 about membership","senderId":2,"sender":', ',"type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":', ',"recipients":[3,8]}'),
	(21, 21, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":21,"subject":"Imported 20 about membership","senderId":3,"sender":', ',"type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}'),
	(22, 22, 1, 'ContactMomentNote', 1, 1554973200000000, NULL, 0, '{"id":22,"subject":"Imported 21 about membership","senderId":1,"sender":', ',"type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}'),
	(23, 23, 1, 'ContactMomentLetter', 2, 1557565200000000, NULL, 0, '{"id":23,"subject":"Imported 22 about membership","senderId":2,"sender":', ',"type":"ContactMomentLetter","dateTime":"2019-05-11T11:00:00","action":null,"tags":', ',"recipients":[3,8]}'),
	(24, 24, 1, 'ContactMomentVisit', 3, 1560243600000000, NULL, 0, '{"id":24,"subject":"Imported 23 about membership","senderId":3,"sender":', ',"type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}'),
	(25, 25, 1, 'ContactMomentNote', 1, 1562835600000000, NULL, 1, '{"id":25,"subject":"Imported 24 about membership","senderId":1,"sender":', ',"type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}'),
	(26, 26, 1, 'ContactMomentNote', 1, 1562835600000000, NULL, 1, '{"id":26,"subject":"Imported 24 about membership","senderId":1,"sender":', ',"type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}'),
	(27, 27, 1, 'ContactMomentPhone', 1, 1795958143492770, 17, 2, '{"id":27,"subject":"Call 1 \"quoted\" ☎","senderId":1,"sender":', ',"type":"ContactMomentPhone","dateTime":"2026-11-29T14:15:43","action":17,"tags":', ',"recipients":[2]}'),
	(28, 28, 1, 'ContactMomentPhone', 1, 1593637200000000, NULL, 0, '{"id":28,"subject":"Call 2 \"quoted\" ☎","senderId":1,"sender":', ',"type":"ContactMomentPhone","dateTime":"2020-07-01T23:00:00","action":null,"tags":', ',"recipients":[2,9]}'),
	(29, 29, 1, 'ContactMomentPhone', 1, 1795958143620328, NULL, 0, '{"id":29,"subject":"Call 3 \"quoted\" ☎","senderId":1,"sender":', ',"type":"ContactMomentPhone","dateTime":"2026-11-29T14:15:43","action":null,"tags":', ',"recipients":[2]}'),
	(30, 30, 1, 'ContactMomentPhone', 1, 1795958143656127, NULL, 0, '{"id":30,"subject":"Call 3 \"quoted\" ☎","senderId":1,"sender":', ',"type":"ContactMomentPhone","dateTime":"2026-11-29T14:15:43","action":null,"tags":', ',"recipients":[2]}'),
	(31, 31, 1, 'ContactMomentPhone', 10, 1795958143680997, NULL, 0, '{"id":31,"subject":"Call 4 \"quoted\" ☎","senderId":10,"sender":', ',"type":"ContactMomentPhone","dateTime":"2026-11-29T14:15:43","action":null,"tags":', ',"recipients":[2]}'),
	(32, 34, 1, 'ContactMomentPhone', 7, 1795958143723075, NULL, 0, '{"id":32,"subject":"Call 5 \"quoted\" ☎","senderId":7,"sender":', ',"type":"ContactMomentPhone","dateTime":"2026-11-29T14:15:43","action":null,"tags":', ',"recipients":[2]}'),
	(33, 35, 1, 'ContactMomentPhone', 1, 1795958143764274, NULL, 0, '{"id":33,"subject":"Call 6 \"quoted\" ☎","senderId":1,"sender":', ',"type":"ContactMomentPhone","dateTime":"2026-11-29T14:15:43","action":null,"tags":', ',"recipients":[7]}');
INSERT INTO public.moment_type VALUES
	('ContactMomentPhone', 'Telephone call', true, 1, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was said during the call","type":"string"}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentVisit', 'Visit', true, 2, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was discussed","type":"string"},"location":{"title":"Location","description":"Where the visit took place","type":"string","maxLength":255}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentLetter', 'Letter', true, 3, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What the letter says, or a summary of it","type":"string"}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentEmail', 'E-mail', false, 4, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the message","type":"string"},"messageId":{"title":"Message ID","description":"The Message-ID of the e-mail (RFC 5322)","type":"string","maxLength":998}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentNote', 'Note', true, 5, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the note","type":"string"}},"required":["subject","senderId","recipients"]}');
INSERT INTO public.register VALUES
	(1, 33, 35, 1795958145, 6, '1 Europe/Amsterdam b10f9542a850');
INSERT INTO public.relation VALUES
	(1, 'person', 'Relation 1 Ålesund', '"Relation 1 Ålesund"', NULL, false, NULL),
	(2, 'person', 'Relation 2 Ålesund', '"Relation 2 Ålesund"', NULL, false, NULL),
	(4, 'person', 'Relation 4 Ålesund', '"Relation 4 Ålesund"', NULL, false, NULL),
	(7, 'person', 'Relation 7 Ålesund', '"Relation 7 Ålesund"', NULL, false, NULL),
	(8, 'person', 'Relation 8 Ålesund', '"Relation 8 Ålesund"', NULL, false, NULL),
	(9, 'organisation', 'Board', '"Board"', 'Board@Example.org', false, NULL),
	(10, 'person', 'Added', '"Added"', NULL, false, NULL),
	(3, 'person', 'Renamed Ærø', '"Renamed Ærø"', NULL, false, NULL),
	(6, 'person', 'Relation 6 Ålesund', '"Relation 6 Ålesund"', NULL, false, 7),
	(5, 'person', 'Relation 5 Ålesund', '"Relation 5 Ålesund"', NULL, true, NULL);
INSERT INTO public.relation_phone VALUES
	(9, '020 123 45 67 ext. 9'),
	(9, '06-12345678');
INSERT INTO public.tag VALUES
	(1, 'complaint'),
	(2, 'praise'),
	(3, 'question');
INSERT INTO public.tagset VALUES
	(0, '', '{}'),
	(1, '1,3', '{"1":"complaint","3":"question"}'),
	(2, '2', '{"2":"praise"}');
INSERT INTO public.tagset_tag VALUES
	(1, 1),
	(3, 1),
	(2, 2);
INSERT INTO public.tick VALUES
	(1795958139, 1),
	(1795958143, 27),
	(1795958145, 34);
INSERT INTO public.token VALUES
	('a6be11928aa398cb259126246331b01c17eda19ec0bafb4acd832fcc00d38c8b', '410924662f3b870120e57bbfb83ba882', 'contact_moment/add contact_moment/view', 1795961743451408),
	('f6ec2391a51a1f5c715f6179b0b43f299fdef48cd87c3bb85bdcd54a8fe68263', '410924662f3b870120e57bbfb83ba882', 'contact_moment/add contact_moment/view', 1795961750397582);
INSERT INTO public.version VALUES
	(1, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 0 about membership","dateTime":"2019-01-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}'),
	(2, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 1 about membership","dateTime":"2019-02-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}'),
	(3, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 2 about membership","dateTime":"2019-03-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}'),
	(4, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 3 about membership","dateTime":"2019-04-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}'),
	(5, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 4 about membership","dateTime":"2019-05-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}'),
	(6, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 5 about membership","dateTime":"2019-06-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}'),
	(7, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 6 about membership","dateTime":"2019-07-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}'),
	(8, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 7 about membership","dateTime":"2019-08-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}'),
	(9, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 8 about membership","dateTime":"2019-09-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}'),
	(10, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 9 about membership","dateTime":"2019-01-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}'),
	(11, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 10 about membership","dateTime":"2019-02-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}'),
	(12, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 11 about membership","dateTime":"2019-03-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}'),
	(13, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 12 about membership","dateTime":"2019-04-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}'),
	(14, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 13 about membership","dateTime":"2019-05-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}'),
	(15, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 14 about membership","dateTime":"2019-06-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}'),
	(16, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 15 about membership","dateTime":"2019-07-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}'),
	(17, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 16 about membership","dateTime":"2019-08-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}'),
	(18, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 17 about membership","dateTime":"2019-09-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}'),
	(19, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 18 about membership","dateTime":"2019-01-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}'),
	(20, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 19 about membership","dateTime":"2019-02-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}'),
	(21, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 20 about membership","dateTime":"2019-03-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}'),
	(22, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 21 about membership","dateTime":"2019-04-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}'),
	(23, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 22 about membership","dateTime":"2019-05-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}'),
	(24, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 23 about membership","dateTime":"2019-06-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}'),
	(25, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 24 about membership","dateTime":"2019-07-11T10:00:00+01:00","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}'),
	(26, 1, 1795958139963317, NULL, 'import', '{"subject":"Imported 24 about membership","dateTime":"2019-07-11T10:00:00+01:00","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}'),
	(27, 1, 1795958143503999, '410924662f3b870120e57bbfb83ba882', 'api', '{"subject":"Call 1 \"quoted\" ☎","dateTime":"2026-11-29T13:15:43.492770Z","senderId":1,"recipients":[2],"action_code":17,"tagIds":[2],"contents":"Asked\nand answered"}'),
	(28, 1, 1795958143575945, '410924662f3b870120e57bbfb83ba882', 'api', '{"subject":"Call 2 \"quoted\" ☎","dateTime":"2020-07-01T21:00:00Z","senderId":1,"recipients":[2,9],"contents":"Asked\nand answered"}'),
	(29, 1, 1795958143628025, '410924662f3b870120e57bbfb83ba882', 'api', '{"subject":"Call 3 \"quoted\" ☎","dateTime":"2026-11-29T13:15:43.620328Z","senderId":1,"recipients":[2],"reference":"ticket-3","contents":"Asked\nand answered"}'),
	(30, 1, 1795958143657799, '410924662f3b870120e57bbfb83ba882', 'api', '{"subject":"Call 3 \"quoted\" ☎","dateTime":"2026-11-29T13:15:43.656127Z","senderId":1,"recipients":[2],"reference":"ticket-3","contents":"Asked\nand answered"}'),
	(31, 1, 1795958143688526, '410924662f3b870120e57bbfb83ba882', 'api', '{"subject":"Call 4 \"quoted\" ☎","dateTime":"2026-11-29T13:15:43.680997Z","senderId":10,"recipients":[2],"contents":"Asked\nand answered"}'),
	(32, 1, 1795958143730336, '410924662f3b870120e57bbfb83ba882', 'api', '{"subject":"Call 5 \"quoted\" ☎","dateTime":"2026-11-29T13:15:43.723075Z","senderId":6,"recipients":[2],"contents":"Asked\nand answered"}'),
	(33, 1, 1795958143765491, '410924662f3b870120e57bbfb83ba882', 'api', '{"subject":"Call 6 \"quoted\" ☎","dateTime":"2026-11-29T13:15:43.764274Z","senderId":1,"recipients":[6],"contents":"Asked\nand answered"}');
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.action
    ADD CONSTRAINT pk_action PRIMARY KEY (code);
ALTER TABLE ONLY public.client
    ADD CONSTRAINT pk_client PRIMARY KEY (id);
ALTER TABLE ONLY public.commit_mark
    ADD CONSTRAINT pk_commit_mark PRIMARY KEY (token);
ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT pk_import_run PRIMARY KEY (digest);
ALTER TABLE ONLY public.link
    ADD CONSTRAINT pk_link PRIMARY KEY (relation_id, n);
ALTER TABLE ONLY public.merge_run
    ADD CONSTRAINT pk_merge_run PRIMARY KEY (merged_id);
ALTER TABLE ONLY public.moment
    ADD CONSTRAINT pk_moment PRIMARY KEY (id);
ALTER TABLE ONLY public.moment_type
    ADD CONSTRAINT pk_moment_type PRIMARY KEY (id);
ALTER TABLE ONLY public.register
    ADD CONSTRAINT pk_register PRIMARY KEY (id);
ALTER TABLE ONLY public.relation
    ADD CONSTRAINT pk_relation PRIMARY KEY (id);
ALTER TABLE ONLY public.relation_phone
    ADD CONSTRAINT pk_relation_phone PRIMARY KEY (relation_id, number);
ALTER TABLE ONLY public.tag
    ADD CONSTRAINT pk_tag PRIMARY KEY (id);
ALTER TABLE ONLY public.tagset
    ADD CONSTRAINT pk_tagset PRIMARY KEY (id);
ALTER TABLE ONLY public.tagset_tag
    ADD CONSTRAINT pk_tagset_tag PRIMARY KEY (tag_id, tagset_id);
ALTER TABLE ONLY public.tick
    ADD CONSTRAINT pk_tick PRIMARY KEY (second);
ALTER TABLE ONLY public.token
    ADD CONSTRAINT pk_token PRIMARY KEY (hash);
ALTER TABLE ONLY public.version
    ADD CONSTRAINT pk_version PRIMARY KEY (moment_id, version);
ALTER TABLE ONLY public.link
    ADD CONSTRAINT uq_link_moment_id_relation_id UNIQUE (moment_id, relation_id);
ALTER TABLE ONLY public.moment
    ADD CONSTRAINT uq_moment_change_no UNIQUE (change_no);
ALTER TABLE ONLY public.tagset
    ADD CONSTRAINT uq_tagset_tag_ids UNIQUE (tag_ids);
CREATE INDEX ix_commit_mark_marked_at ON public.commit_mark USING btree (marked_at);
CREATE INDEX ix_relation_merged_into ON public.relation USING btree (merged_into);
CREATE INDEX ix_token_expires_at ON public.token USING btree (expires_at);
ALTER TABLE ONLY public.link
    ADD CONSTRAINT fk_link_moment_id_moment FOREIGN KEY (moment_id) REFERENCES public.moment(id);
ALTER TABLE ONLY public.link
    ADD CONSTRAINT fk_link_relation_id_relation FOREIGN KEY (relation_id) REFERENCES public.relation(id);
ALTER TABLE ONLY public.merge_run
    ADD CONSTRAINT fk_merge_run_into_id_relation FOREIGN KEY (into_id) REFERENCES public.relation(id);
ALTER TABLE ONLY public.merge_run
    ADD CONSTRAINT fk_merge_run_merged_id_relation FOREIGN KEY (merged_id) REFERENCES public.relation(id);
ALTER TABLE ONLY public.moment
    ADD CONSTRAINT fk_moment_sender_id_relation FOREIGN KEY (sender_id) REFERENCES public.relation(id);
ALTER TABLE ONLY public.moment
    ADD CONSTRAINT fk_moment_tagset_id_tagset FOREIGN KEY (tagset_id) REFERENCES public.tagset(id);
ALTER TABLE ONLY public.moment
    ADD CONSTRAINT fk_moment_type_moment_type FOREIGN KEY (type) REFERENCES public.moment_type(id);
ALTER TABLE ONLY public.relation
    ADD CONSTRAINT fk_relation_merged_into_relation FOREIGN KEY (merged_into) REFERENCES public.relation(id);
ALTER TABLE ONLY public.relation_phone
    ADD CONSTRAINT fk_relation_phone_relation_id_relation FOREIGN KEY (relation_id) REFERENCES public.relation(id);
ALTER TABLE ONLY public.tagset_tag
    ADD CONSTRAINT fk_tagset_tag_tag_id_tag FOREIGN KEY (tag_id) REFERENCES public.tag(id);
ALTER TABLE ONLY public.tagset_tag
    ADD CONSTRAINT fk_tagset_tag_tagset_id_tagset FOREIGN KEY (tagset_id) REFERENCES public.tagset(id);
ALTER TABLE ONLY public.token
    ADD CONSTRAINT fk_token_client_id_client FOREIGN KEY (client_id) REFERENCES public.client(id);
ALTER TABLE ONLY public.version
    ADD CONSTRAINT fk_version_client_id_client FOREIGN KEY (client_id) REFERENCES public.client(id);
ALTER TABLE ONLY public.version
    ADD CONSTRAINT fk_version_moment_id_moment FOREIGN KEY (moment_id) REFERENCES public.moment(id);
