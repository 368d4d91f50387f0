PRAGMA application_id = 1129148269;
PRAGMA user_version = 0;
PRAGMA auto_vacuum = 0;
BEGIN;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE relation (
	id INTEGER NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	name TEXT NOT NULL, 
	name_json TEXT NOT NULL, 
	email TEXT, 
	archived BOOLEAN NOT NULL, 
	merged_into BIGINT, 
	CONSTRAINT pk_relation PRIMARY KEY (id), 
	CONSTRAINT fk_relation_merged_into_relation FOREIGN KEY(merged_into) REFERENCES relation (id)
);
CREATE TABLE relation_phone (
	relation_id BIGINT NOT NULL, 
	number TEXT NOT NULL, 
	CONSTRAINT pk_relation_phone PRIMARY KEY (relation_id, number), 
	CONSTRAINT fk_relation_phone_relation_id_relation FOREIGN KEY(relation_id) REFERENCES relation (id)
)
 WITHOUT ROWID

;
CREATE TABLE tag (
	id INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_tag PRIMARY KEY (id)
);
CREATE TABLE tagset (
	id INTEGER NOT NULL, 
	tag_ids TEXT NOT NULL, 
	json TEXT NOT NULL, 
	CONSTRAINT pk_tagset PRIMARY KEY (id), 
	CONSTRAINT uq_tagset_tag_ids UNIQUE (tag_ids)
);
CREATE TABLE tagset_tag (
	tag_id BIGINT NOT NULL, 
	tagset_id BIGINT NOT NULL, 
	CONSTRAINT pk_tagset_tag PRIMARY KEY (tag_id, tagset_id), 
	CONSTRAINT fk_tagset_tag_tag_id_tag FOREIGN KEY(tag_id) REFERENCES tag (id), 
	CONSTRAINT fk_tagset_tag_tagset_id_tagset FOREIGN KEY(tagset_id) REFERENCES tagset (id)
)
 WITHOUT ROWID

;
CREATE TABLE action (
	code INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	CONSTRAINT pk_action PRIMARY KEY (code)
);
CREATE TABLE moment_type (
	id VARCHAR(128) NOT NULL, 
	title TEXT NOT NULL, 
	addable BOOLEAN NOT NULL, 
	position INTEGER NOT NULL, 
	json_schema TEXT NOT NULL, 
	CONSTRAINT pk_moment_type PRIMARY KEY (id)
);
CREATE TABLE client (
	id VARCHAR(64) NOT NULL, 
	name TEXT NOT NULL, 
	secret_hash VARCHAR(64) NOT NULL, 
	scope TEXT NOT NULL, 
	created_at BIGINT NOT NULL, 
	revoked_at BIGINT, 
	CONSTRAINT pk_client PRIMARY KEY (id)
);
CREATE TABLE token (
	hash VARCHAR(64) NOT NULL, 
	client_id VARCHAR(64) NOT NULL, 
	scope TEXT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	CONSTRAINT pk_token PRIMARY KEY (hash), 
	CONSTRAINT fk_token_client_id_client FOREIGN KEY(client_id) REFERENCES client (id)
)
 WITHOUT ROWID

;
CREATE TABLE moment (
	id INTEGER NOT NULL, 
	change_no BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	type VARCHAR(128) NOT NULL, 
	sender_id BIGINT NOT NULL, 
	happened_at BIGINT NOT NULL, 
	action BIGINT, 
	tagset_id BIGINT NOT NULL, 
	json_head TEXT NOT NULL, 
	json_middle TEXT NOT NULL, 
	json_tail TEXT NOT NULL, 
	CONSTRAINT pk_moment PRIMARY KEY (id), 
	CONSTRAINT fk_moment_sender_id_relation FOREIGN KEY(sender_id) REFERENCES relation (id), 
	CONSTRAINT fk_moment_tagset_id_tagset FOREIGN KEY(tagset_id) REFERENCES tagset (id), 
	CONSTRAINT fk_moment_type_moment_type FOREIGN KEY(type) REFERENCES moment_type (id), 
	CONSTRAINT uq_moment_change_no UNIQUE (change_no)
);
CREATE TABLE version (
	moment_id BIGINT NOT NULL, 
	version INTEGER NOT NULL, 
	recorded_at BIGINT NOT NULL, 
	client_id VARCHAR(64), 
	channel VARCHAR(16) NOT NULL, 
	document TEXT NOT NULL, 
	CONSTRAINT pk_version PRIMARY KEY (moment_id, version), 
	CONSTRAINT fk_version_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_version_moment_id_moment FOREIGN KEY(moment_id) REFERENCES moment (id)
);
CREATE TABLE link (
	relation_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	moment_id BIGINT NOT NULL, 
	CONSTRAINT pk_link PRIMARY KEY (relation_id, n), 
	CONSTRAINT fk_link_moment_id_moment FOREIGN KEY(moment_id) REFERENCES moment (id), 
	CONSTRAINT fk_link_relation_id_relation FOREIGN KEY(relation_id) REFERENCES relation (id), 
	CONSTRAINT uq_link_moment_id_relation_id UNIQUE (moment_id, relation_id)
)
 WITHOUT ROWID

;
CREATE TABLE register (
	id SMALLINT NOT NULL, 
	last_moment_id BIGINT NOT NULL, 
	last_change_no BIGINT NOT NULL, 
	last_second BIGINT NOT NULL, 
	types_version BIGINT NOT NULL, 
	rendering TEXT NOT NULL, 
	CONSTRAINT pk_register PRIMARY KEY (id)
);
CREATE TABLE tick (
	second INTEGER NOT NULL, 
	first_change BIGINT NOT NULL, 
	CONSTRAINT pk_tick PRIMARY KEY (second)
);
CREATE TABLE import_run (
	digest VARCHAR(64) NOT NULL, 
	done BIGINT NOT NULL, 
	CONSTRAINT pk_import_run PRIMARY KEY (digest)
);
CREATE TABLE merge_run (
	merged_id INTEGER NOT NULL, 
	into_id BIGINT NOT NULL, 
	after_n BIGINT NOT NULL, 
	CONSTRAINT pk_merge_run PRIMARY KEY (merged_id), 
	CONSTRAINT fk_merge_run_into_id_relation FOREIGN KEY(into_id) REFERENCES relation (id), 
	CONSTRAINT fk_merge_run_merged_id_relation FOREIGN KEY(merged_id) REFERENCES relation (id)
);
INSERT INTO alembic_version VALUES('0001');
INSERT INTO relation VALUES(1,'person','Relation 1 Ålesund','"Relation 1 Ålesund"',NULL,0,NULL);
INSERT INTO relation VALUES(2,'person','Relation 2 Ålesund','"Relation 2 Ålesund"',NULL,0,NULL);
INSERT INTO relation VALUES(3,'person','Renamed Ærø','"Renamed Ærø"',NULL,0,NULL);
INSERT INTO relation VALUES(4,'person','Relation 4 Ålesund','"Relation 4 Ålesund"',NULL,0,NULL);
INSERT INTO relation VALUES(5,'person','Relation 5 Ålesund','"Relation 5 Ålesund"',NULL,1,NULL);
INSERT INTO relation VALUES(6,'person','Relation 6 Ålesund','"Relation 6 Ålesund"',NULL,0,7);
INSERT INTO relation VALUES(7,'person','Relation 7 Ålesund','"Relation 7 Ålesund"',NULL,0,NULL);
INSERT INTO relation VALUES(8,'person','Relation 8 Ålesund','"Relation 8 Ålesund"',NULL,0,NULL);
INSERT INTO relation VALUES(9,'organisation','Board','"Board"','Board@Example.org',0,NULL);
INSERT INTO relation VALUES(10,'person','Added','"Added"',NULL,0,NULL);
INSERT INTO relation_phone VALUES(9,'020 123 45 67 ext. 9');
INSERT INTO relation_phone VALUES(9,'06-12345678');
INSERT INTO tag VALUES(1,'complaint');
INSERT INTO tag VALUES(2,'praise');
INSERT INTO tag VALUES(3,'question');
INSERT INTO tagset VALUES(0,'','{}');
INSERT INTO tagset VALUES(1,'1,3','{"1":"complaint","3":"question"}');
INSERT INTO tagset VALUES(2,'2','{"2":"praise"}');
INSERT INTO tagset_tag VALUES(1,1);
INSERT INTO tagset_tag VALUES(2,2);
INSERT INTO tagset_tag VALUES(3,1);
INSERT INTO action VALUES(17,'Spring campaign');
INSERT INTO moment_type VALUES('ContactMomentPhone','Telephone call',1,1,'{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was said during the call","type":"string"}},"required":["subject","senderId","recipients"]}');
INSERT INTO moment_type VALUES('ContactMomentVisit','Visit',1,2,'{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was discussed","type":"string"},"location":{"title":"Location","description":"Where the visit took place","type":"string","maxLength":255}},"required":["subject","senderId","recipients"]}');
INSERT INTO moment_type VALUES('ContactMomentLetter','Letter',1,3,'{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What the letter says, or a summary of it","type":"string"}},"required":["subject","senderId","recipients"]}');
INSERT INTO moment_type VALUES('ContactMomentEmail','E-mail',0,4,'{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the message","type":"string"},"messageId":{"title":"Message ID","description":"The Message-ID of the e-mail (RFC 5322)","type":"string","maxLength":998}},"required":["subject","senderId","recipients"]}');
INSERT INTO moment_type VALUES('ContactMomentNote','Note',1,5,'{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the note","type":"string"}},"required":["subject","senderId","recipients"]}');
INSERT INTO client VALUES('8bfc9b4ee863d5be6d323205653de021','Follower','163dc7a6b4ec933ae68313b2afffa9606d7d7602c735cd5b6b718fdb001ae418','contact_moment/add contact_moment/view',1795958135857201,NULL);
INSERT INTO client VALUES('e869f08c926798040ffccae2253bf044','Former','811a2b085f5245220d9546bf3394f287ea750ca2c0bb1e158b61cefc30c731a0','contact_moment/view',1795958135875014,1795958135913418);
INSERT INTO token VALUES('3f2c64742107a13076dd55211b0bc3cf0da5331ee3f6423d8d38a55e13c59016','8bfc9b4ee863d5be6d323205653de021','contact_moment/add contact_moment/view',1795961745138720);
INSERT INTO token VALUES('e42a0ffd7483cea3bdc59826586709933fa81bdfdba1f4d1b6c68c4fd065c4d7','8bfc9b4ee863d5be6d323205653de021','contact_moment/add contact_moment/view',1795961739324116);
INSERT INTO moment VALUES(1,1,1,'ContactMomentNote',1,1547197200000000,NULL,0,'{"id":1,"subject":"Imported 0 about membership","senderId":1,"sender":',',"type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":',',"recipients":[2,8]}');
INSERT INTO moment VALUES(2,2,1,'ContactMomentLetter',2,1549875600000000,NULL,0,'{"id":2,"subject":"Imported 1 about membership","senderId":2,"sender":',',"type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":',',"recipients":[3,8]}');
INSERT INTO moment VALUES(3,3,1,'ContactMomentVisit',3,1552294800000000,NULL,0,'{"id":3,"subject":"Imported 2 about membership","senderId":3,"sender":',',"type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":',',"recipients":[4,8]}');
INSERT INTO moment VALUES(4,4,1,'ContactMomentNote',1,1554973200000000,NULL,0,'{"id":4,"subject":"Imported 3 about membership","senderId":1,"sender":',',"type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}');
INSERT INTO moment VALUES(5,5,1,'ContactMomentLetter',2,1557565200000000,NULL,0,'{"id":5,"subject":"Imported 4 about membership","senderId":2,"sender":',',"type":"ContactMomentLetter","dateTime":"2019-05-11T11:00:00","action":null,"tags":',',"recipients":[3,8]}');
INSERT INTO moment VALUES(6,6,1,'ContactMomentVisit',3,1560243600000000,NULL,0,'{"id":6,"subject":"Imported 5 about membership","senderId":3,"sender":',',"type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":',',"recipients":[4,8]}');
INSERT INTO moment VALUES(7,7,1,'ContactMomentNote',1,1562835600000000,NULL,0,'{"id":7,"subject":"Imported 6 about membership","senderId":1,"sender":',',"type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}');
INSERT INTO moment VALUES(8,8,1,'ContactMomentLetter',2,1565514000000000,NULL,0,'{"id":8,"subject":"Imported 7 about membership","senderId":2,"sender":',',"type":"ContactMomentLetter","dateTime":"2019-08-11T11:00:00","action":null,"tags":',',"recipients":[3,8]}');
INSERT INTO moment VALUES(9,9,1,'ContactMomentVisit',3,1568192400000000,NULL,0,'{"id":9,"subject":"Imported 8 about membership","senderId":3,"sender":',',"type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":',',"recipients":[4,8]}');
INSERT INTO moment VALUES(10,10,1,'ContactMomentNote',1,1547197200000000,NULL,0,'{"id":10,"subject":"Imported 9 about membership","senderId":1,"sender":',',"type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":',',"recipients":[2,8]}');
INSERT INTO moment VALUES(11,11,1,'ContactMomentLetter',2,1549875600000000,NULL,0,'{"id":11,"subject":"Imported 10 about membership","senderId":2,"sender":',',"type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":',',"recipients":[3,8]}');
INSERT INTO moment VALUES(12,12,1,'ContactMomentVisit',3,1552294800000000,NULL,0,'{"id":12,"subject":"Imported 11 about membership","senderId":3,"sender":',',"type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":',',"recipients":[4,8]}');
INSERT INTO moment VALUES(13,13,1,'ContactMomentNote',1,1554973200000000,NULL,0,'{"id":13,"subject":"Imported 12 about membership","senderId":1,"sender":',',"type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}');
INSERT INTO moment VALUES(14,14,1,'ContactMomentLetter',2,1557565200000000,NULL,0,'{"id":14,"subject":"Imported 13 about membership","senderId":2,"sender":',',"type":"ContactMomentLetter","dateTime":"2019-05-11T11:00:00","action":null,"tags":',',"recipients":[3,8]}');
INSERT INTO moment VALUES(15,15,1,'ContactMomentVisit',3,1560243600000000,NULL,0,'{"id":15,"subject":"Imported 14 about membership","senderId":3,"sender":',',"type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":',',"recipients":[4,8]}');
INSERT INTO moment VALUES(16,16,1,'ContactMomentNote',1,1562835600000000,NULL,0,'{"id":16,"subject":"Imported 15 about membership","senderId":1,"sender":',',"type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}');
INSERT INTO moment VALUES(17,17,1,'ContactMomentLetter',2,1565514000000000,NULL,0,'{"id":17,"subject":"Imported 16 about membership","senderId":2,"sender":',',"type":"ContactMomentLetter","dateTime":"2019-08-11T11:00:00","action":null,"tags":',',"recipients":[3,8]}');
INSERT INTO moment VALUES(18,18,1,'ContactMomentVisit',3,1568192400000000,NULL,0,'{"id":18,"subject":"Imported 17 about membership","senderId":3,"sender":',',"type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":',',"recipients":[4,8]}');
INSERT INTO moment VALUES(19,19,1,'ContactMomentNote',1,1547197200000000,NULL,0,'{"id":19,"subject":"Imported 18 about membership","senderId":1,"sender":',',"type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":',',"recipients":[2,8]}');
INSERT INTO moment VALUES(20,20,1,'ContactMomentLetter',2,1549875600000000,NULL,0,'{"id":20,"subject":"Imported 19 about membership","senderId":2,"sender":',',"type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":',',"recipients":[3,8]}');
INSERT INTO moment VALUES(21,21,1,'ContactMomentVisit',3,1552294800000000,NULL,0,'{"id":21,"subject":"Imported 20 about membership","senderId":3,"sender":',',"type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":',',"recipients":[4,8]}');
INSERT INTO moment VALUES(22,22,1,'ContactMomentNote',1,1554973200000000,NULL,0,'{"id":22,"subject":"Imported 21 about membership","senderId":1,"sender":',',"type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}');
INSERT INTO moment VALUES(23,23,1,'ContactMomentLetter',2,1557565200000000,NULL,0,'{"id":23,"subject":"Imported 22 about membership","senderId":2,"sender":',',"type":"ContactMomentLetter","dateTime":"2019-05-11T11:00:00","action":null,"tags":',',"recipients":[3,8]}');
INSERT INTO moment VALUES(24,24,1,'ContactMomentVisit',3,1560243600000000,NULL,0,'{"id":24,"subject":"Imported 23 about membership","senderId":3,"sender":',',"type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":',',"recipients":[4,8]}');
INSERT INTO moment VALUES(25,25,1,'ContactMomentNote',1,1562835600000000,NULL,1,'{"id":25,"subject":"Imported 24 about membership","senderId":1,"sender":',',"type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}');
INSERT INTO moment VALUES(26,26,1,'ContactMomentNote',1,1562835600000000,NULL,1,'{"id":26,"subject":"Imported 24 about membership","senderId":1,"sender":',',"type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}');
INSERT INTO moment VALUES(27,27,1,'ContactMomentPhone',1,1795958139370475,17,2,'{"id":27,"subject":"Call 1 \"quoted\" ☎","senderId":1,"sender":',',"type":"ContactMomentPhone","dateTime":"2026-11-29T14:15:39","action":17,"tags":',',"recipients":[2]}');
INSERT INTO moment VALUES(28,28,1,'ContactMomentPhone',1,1593637200000000,NULL,0,'{"id":28,"subject":"Call 2 \"quoted\" ☎","senderId":1,"sender":',',"type":"ContactMomentPhone","dateTime":"2020-07-01T23:00:00","action":null,"tags":',',"recipients":[2,9]}');
INSERT INTO moment VALUES(29,29,1,'ContactMomentPhone',1,1795958139489188,NULL,0,'{"id":29,"subject":"Call 3 \"quoted\" ☎","senderId":1,"sender":',',"type":"ContactMomentPhone","dateTime":"2026-11-29T14:15:39","action":null,"tags":',',"recipients":[2]}');
INSERT INTO moment VALUES(30,30,1,'ContactMomentPhone',1,1795958139501976,NULL,0,'{"id":30,"subject":"Call 3 \"quoted\" ☎","senderId":1,"sender":',',"type":"ContactMomentPhone","dateTime":"2026-11-29T14:15:39","action":null,"tags":',',"recipients":[2]}');
INSERT INTO moment VALUES(31,31,1,'ContactMomentPhone',10,1795958139524835,NULL,0,'{"id":31,"subject":"Call 4 \"quoted\" ☎","senderId":10,"sender":',',"type":"ContactMomentPhone","dateTime":"2026-11-29T14:15:39","action":null,"tags":',',"recipients":[2]}');
INSERT INTO moment VALUES(32,34,1,'ContactMomentPhone',7,1795958139536883,NULL,0,'{"id":32,"subject":"Call 5 \"quoted\" ☎","senderId":7,"sender":',',"type":"ContactMomentPhone","dateTime":"2026-11-29T14:15:39","action":null,"tags":',',"recipients":[2]}');
INSERT INTO moment VALUES(33,35,1,'ContactMomentPhone',1,1795958139565331,NULL,0,'{"id":33,"subject":"Call 6 \"quoted\" ☎","senderId":1,"sender":',',"type":"ContactMomentPhone","dateTime":"2026-11-29T14:15:39","action":null,"tags":',',"recipients":[7]}');
INSERT INTO version VALUES(1,1,1795958135993738,NULL,'import','{"subject":"Imported 0 about membership","dateTime":"2019-01-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}');
INSERT INTO version VALUES(2,1,1795958135993738,NULL,'import','{"subject":"Imported 1 about membership","dateTime":"2019-02-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}');
INSERT INTO version VALUES(3,1,1795958135993738,NULL,'import','{"subject":"Imported 2 about membership","dateTime":"2019-03-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}');
INSERT INTO version VALUES(4,1,1795958135993738,NULL,'import','{"subject":"Imported 3 about membership","dateTime":"2019-04-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}');
INSERT INTO version VALUES(5,1,1795958135993738,NULL,'import','{"subject":"Imported 4 about membership","dateTime":"2019-05-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}');
INSERT INTO version VALUES(6,1,1795958135993738,NULL,'import','{"subject":"Imported 5 about membership","dateTime":"2019-06-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}');
INSERT INTO version VALUES(7,1,1795958135993738,NULL,'import','{"subject":"Imported 6 about membership","dateTime":"2019-07-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}');
INSERT INTO version VALUES(8,1,1795958135993738,NULL,'import','{"subject":"Imported 7 about membership","dateTime":"2019-08-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}');
INSERT INTO version VALUES(9,1,1795958135993738,NULL,'import','{"subject":"Imported 8 about membership","dateTime":"2019-09-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}');
INSERT INTO version VALUES(10,1,1795958135993738,NULL,'import','{"subject":"Imported 9 about membership","dateTime":"2019-01-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}');
INSERT INTO version VALUES(11,1,1795958135993738,NULL,'import','{"subject":"Imported 10 about membership","dateTime":"2019-02-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}');
INSERT INTO version VALUES(12,1,1795958135993738,NULL,'import','{"subject":"Imported 11 about membership","dateTime":"2019-03-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}');
INSERT INTO version VALUES(13,1,1795958135993738,NULL,'import','{"subject":"Imported 12 about membership","dateTime":"2019-04-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}');
INSERT INTO version VALUES(14,1,1795958135993738,NULL,'import','{"subject":"Imported 13 about membership","dateTime":"2019-05-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}');
INSERT INTO version VALUES(15,1,1795958135993738,NULL,'import','{"subject":"Imported 14 about membership","dateTime":"2019-06-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}');
INSERT INTO version VALUES(16,1,1795958135993738,NULL,'import','{"subject":"Imported 15 about membership","dateTime":"2019-07-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}');
INSERT INTO version VALUES(17,1,1795958135993738,NULL,'import','{"subject":"Imported 16 about membership","dateTime":"2019-08-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}');
INSERT INTO version VALUES(18,1,1795958135993738,NULL,'import','{"subject":"Imported 17 about membership","dateTime":"2019-09-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}');
INSERT INTO version VALUES(19,1,1795958135993738,NULL,'import','{"subject":"Imported 18 about membership","dateTime":"2019-01-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}');
INSERT INTO version VALUES(20,1,1795958135993738,NULL,'import','{"subject":"Imported 19 about membership","dateTime":"2019-02-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}');
INSERT INTO version VALUES(21,1,1795958135993738,NULL,'import','{"subject":"Imported 20 about membership","dateTime":"2019-03-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}');
INSERT INTO version VALUES(22,1,1795958135993738,NULL,'import','{"subject":"Imported 21 about membership","dateTime":"2019-04-11T10:00:00+01:00","senderId":1,"recipients":[2,8]}');
INSERT INTO version VALUES(23,1,1795958135993738,NULL,'import','{"subject":"Imported 22 about membership","dateTime":"2019-05-11T10:00:00+01:00","senderId":2,"recipients":[3,8]}');
INSERT INTO version VALUES(24,1,1795958135993738,NULL,'import','{"subject":"Imported 23 about membership","dateTime":"2019-06-11T10:00:00+01:00","senderId":3,"recipients":[4,8]}');
INSERT INTO version VALUES(25,1,1795958135993738,NULL,'import','{"subject":"Imported 24 about membership","dateTime":"2019-07-11T10:00:00+01:00","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}');
INSERT INTO version VALUES(26,1,1795958135993738,NULL,'import','{"subject":"Imported 24 about membership","dateTime":"2019-07-11T10:00:00+01:00","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}');
INSERT INTO version VALUES(27,1,1795958139371568,'8bfc9b4ee863d5be6d323205653de021','api','{"subject":"Call 1 \"quoted\" ☎","dateTime":"2026-11-29T13:15:39.370475Z","senderId":1,"recipients":[2],"action_code":17,"tagIds":[2],"contents":"Asked\nand answered"}');
INSERT INTO version VALUES(28,1,1795958139449046,'8bfc9b4ee863d5be6d323205653de021','api','{"subject":"Call 2 \"quoted\" ☎","dateTime":"2020-07-01T21:00:00Z","senderId":1,"recipients":[2,9],"contents":"Asked\nand answered"}');
INSERT INTO version VALUES(29,1,1795958139489569,'8bfc9b4ee863d5be6d323205653de021','api','{"subject":"Call 3 \"quoted\" ☎","dateTime":"2026-11-29T13:15:39.489188Z","senderId":1,"recipients":[2],"reference":"ticket-3","contents":"Asked\nand answered"}');
INSERT INTO version VALUES(30,1,1795958139502298,'8bfc9b4ee863d5be6d323205653de021','api','{"subject":"Call 3 \"quoted\" ☎","dateTime":"2026-11-29T13:15:39.501976Z","senderId":1,"recipients":[2],"reference":"ticket-3","contents":"Asked\nand answered"}');
INSERT INTO version VALUES(31,1,1795958139525175,'8bfc9b4ee863d5be6d323205653de021','api','{"subject":"Call 4 \"quoted\" ☎","dateTime":"2026-11-29T13:15:39.524835Z","senderId":10,"recipients":[2],"contents":"Asked\nand answered"}');
INSERT INTO version VALUES(32,1,1795958139537222,'8bfc9b4ee863d5be6d323205653de021','api','{"subject":"Call 5 \"quoted\" ☎","dateTime":"2026-11-29T13:15:39.536883Z","senderId":6,"recipients":[2],"contents":"Asked\nand answered"}');
INSERT INTO version VALUES(33,1,1795958139565939,'8bfc9b4ee863d5be6d323205653de021','api','{"subject":"Call 6 \"quoted\" ☎","dateTime":"2026-11-29T13:15:39.565331Z","senderId":1,"recipients":[6],"contents":"Asked\nand answered"}');
INSERT INTO link VALUES(1,1,1);
INSERT INTO link VALUES(1,2,4);
INSERT INTO link VALUES(1,3,7);
INSERT INTO link VALUES(1,4,10);
INSERT INTO link VALUES(1,5,13);
INSERT INTO link VALUES(1,6,16);
INSERT INTO link VALUES(1,7,19);
INSERT INTO link VALUES(1,8,22);
INSERT INTO link VALUES(1,9,25);
INSERT INTO link VALUES(1,10,26);
INSERT INTO link VALUES(1,11,27);
INSERT INTO link VALUES(1,12,28);
INSERT INTO link VALUES(1,13,29);
INSERT INTO link VALUES(1,14,30);
INSERT INTO link VALUES(1,15,33);
INSERT INTO link VALUES(2,1,1);
INSERT INTO link VALUES(2,2,2);
INSERT INTO link VALUES(2,3,4);
INSERT INTO link VALUES(2,4,5);
INSERT INTO link VALUES(2,5,7);
INSERT INTO link VALUES(2,6,8);
INSERT INTO link VALUES(2,7,10);
INSERT INTO link VALUES(2,8,11);
INSERT INTO link VALUES(2,9,13);
INSERT INTO link VALUES(2,10,14);
INSERT INTO link VALUES(2,11,16);
INSERT INTO link VALUES(2,12,17);
INSERT INTO link VALUES(2,13,19);
INSERT INTO link VALUES(2,14,20);
INSERT INTO link VALUES(2,15,22);
INSERT INTO link VALUES(2,16,23);
INSERT INTO link VALUES(2,17,25);
INSERT INTO link VALUES(2,18,26);
INSERT INTO link VALUES(2,19,27);
INSERT INTO link VALUES(2,20,28);
INSERT INTO link VALUES(2,21,29);
INSERT INTO link VALUES(2,22,30);
INSERT INTO link VALUES(2,23,31);
INSERT INTO link VALUES(2,24,32);
INSERT INTO link VALUES(3,1,2);
INSERT INTO link VALUES(3,2,3);
INSERT INTO link VALUES(3,3,5);
INSERT INTO link VALUES(3,4,6);
INSERT INTO link VALUES(3,5,8);
INSERT INTO link VALUES(3,6,9);
INSERT INTO link VALUES(3,7,11);
INSERT INTO link VALUES(3,8,12);
INSERT INTO link VALUES(3,9,14);
INSERT INTO link VALUES(3,10,15);
INSERT INTO link VALUES(3,11,17);
INSERT INTO link VALUES(3,12,18);
INSERT INTO link VALUES(3,13,20);
INSERT INTO link VALUES(3,14,21);
INSERT INTO link VALUES(3,15,23);
INSERT INTO link VALUES(3,16,24);
INSERT INTO link VALUES(4,1,3);
INSERT INTO link VALUES(4,2,6);
INSERT INTO link VALUES(4,3,9);
INSERT INTO link VALUES(4,4,12);
INSERT INTO link VALUES(4,5,15);
INSERT INTO link VALUES(4,6,18);
INSERT INTO link VALUES(4,7,21);
INSERT INTO link VALUES(4,8,24);
INSERT INTO link VALUES(7,1,32);
INSERT INTO link VALUES(7,2,33);
INSERT INTO link VALUES(8,1,1);
INSERT INTO link VALUES(8,2,2);
INSERT INTO link VALUES(8,3,3);
INSERT INTO link VALUES(8,4,4);
INSERT INTO link VALUES(8,5,5);
INSERT INTO link VALUES(8,6,6);
INSERT INTO link VALUES(8,7,7);
INSERT INTO link VALUES(8,8,8);
INSERT INTO link VALUES(8,9,9);
INSERT INTO link VALUES(8,10,10);
INSERT INTO link VALUES(8,11,11);
INSERT INTO link VALUES(8,12,12);
INSERT INTO link VALUES(8,13,13);
INSERT INTO link VALUES(8,14,14);
INSERT INTO link VALUES(8,15,15);
INSERT INTO link VALUES(8,16,16);
INSERT INTO link VALUES(8,17,17);
INSERT INTO link VALUES(8,18,18);
INSERT INTO link VALUES(8,19,19);
INSERT INTO link VALUES(8,20,20);
INSERT INTO link VALUES(8,21,21);
INSERT INTO link VALUES(8,22,22);
INSERT INTO link VALUES(8,23,23);
INSERT INTO link VALUES(8,24,24);
INSERT INTO link VALUES(8,25,25);
INSERT INTO link VALUES(8,26,26);
INSERT INTO link VALUES(9,1,28);
INSERT INTO link VALUES(10,1,31);
INSERT INTO register VALUES(1,33,35,1795958141,6,'1 Europe/Amsterdam b10f9542a850');
INSERT INTO tick VALUES(1795958135,1);
INSERT INTO tick VALUES(1795958139,27);
INSERT INTO tick VALUES(1795958141,34);
INSERT INTO import_run VALUES('af238f18aafe30e4ef6170b570e50d3661261481034b3e2d3f23e840d22400a7',26);
CREATE INDEX ix_relation_merged_into ON relation (merged_into);
CREATE INDEX ix_token_expires_at ON token (expires_at);
COMMIT;
