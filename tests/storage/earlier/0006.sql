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
	revoked_at BIGINT, parks BOOLEAN DEFAULT 0 NOT NULL, 
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
	json_front TEXT NOT NULL, 
	json_tail TEXT NOT NULL, day VARCHAR(10) DEFAULT '' NOT NULL, name_at INTEGER DEFAULT '0' NOT NULL, name_length INTEGER DEFAULT '0' NOT NULL, 
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
	document TEXT NOT NULL, person TEXT, 
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
	rendering TEXT NOT NULL, read_second BIGINT DEFAULT '0' NOT NULL, last_parked_id BIGINT DEFAULT '0' NOT NULL, 
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
CREATE TABLE commit_mark (
	token INTEGER NOT NULL, 
	marked_at BIGINT NOT NULL, 
	CONSTRAINT pk_commit_mark PRIMARY KEY (token)
);
CREATE TABLE left_link (
	relation_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	moment_id BIGINT NOT NULL, left_at BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_left_link PRIMARY KEY (relation_id, n), 
	CONSTRAINT fk_left_link_relation_id_relation FOREIGN KEY(relation_id) REFERENCES relation (id)
)
 WITHOUT ROWID

;
CREATE TABLE withdrawn (
	moment_id INTEGER NOT NULL, 
	n BIGINT NOT NULL, 
	change_no BIGINT NOT NULL, 
	withdrawn_at BIGINT NOT NULL, 
	reason VARCHAR(16) NOT NULL, 
	person TEXT, 
	CONSTRAINT pk_withdrawn PRIMARY KEY (moment_id), 
	CONSTRAINT uq_withdrawn_n UNIQUE (n), 
	CONSTRAINT uq_withdrawn_change_no UNIQUE (change_no)
);
CREATE TABLE registration_key (
	"key" BLOB NOT NULL, 
	moment_id BIGINT NOT NULL, 
	CONSTRAINT pk_registration_key PRIMARY KEY ("key")
)
 WITHOUT ROWID

;
CREATE TABLE idempotency_key (
	"key" BLOB NOT NULL, 
	content BLOB NOT NULL, 
	moment_id BIGINT NOT NULL, 
	used_at BIGINT NOT NULL, 
	CONSTRAINT pk_idempotency_key PRIMARY KEY ("key")
)
 WITHOUT ROWID

;
CREATE TABLE parked (
	id INTEGER NOT NULL, 
	client_id VARCHAR(64) NOT NULL, 
	fingerprint BLOB NOT NULL, 
	content BLOB NOT NULL, 
	idempotency_key VARCHAR(255), 
	type VARCHAR(128) NOT NULL, 
	document TEXT NOT NULL, 
	reason VARCHAR(32) NOT NULL, 
	parked_at BIGINT NOT NULL, 
	times BIGINT NOT NULL, 
	CONSTRAINT pk_parked PRIMARY KEY (id), 
	CONSTRAINT fk_parked_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT uq_parked_client_id_fingerprint UNIQUE (client_id, fingerprint)
);
CREATE TABLE rename_run (
	relation_id INTEGER NOT NULL, 
	after_n BIGINT NOT NULL, 
	CONSTRAINT pk_rename_run PRIMARY KEY (relation_id), 
	CONSTRAINT fk_rename_run_relation_id_relation FOREIGN KEY(relation_id) REFERENCES relation (id)
);
CREATE TABLE numbering (
	kind VARCHAR(16) NOT NULL, 
	paged_at BIGINT NOT NULL, 
	edition BIGINT NOT NULL, 
	settled_at BIGINT NOT NULL, 
	building_at BIGINT, 
	at_relation_id BIGINT NOT NULL, 
	at_position BIGINT NOT NULL, 
	gaps BIGINT NOT NULL, 
	numbered BIGINT NOT NULL, 
	found BIGINT NOT NULL, 
	CONSTRAINT pk_numbering PRIMARY KEY (kind)
)
 WITHOUT ROWID

;
CREATE TABLE gap (
	kind VARCHAR(16) NOT NULL, 
	edition BIGINT NOT NULL, 
	relation_id BIGINT NOT NULL, 
	rows_before BIGINT NOT NULL, 
	gaps_through BIGINT NOT NULL, 
	CONSTRAINT pk_gap PRIMARY KEY (kind, edition, relation_id, rows_before)
)
 WITHOUT ROWID

;
INSERT INTO alembic_version VALUES('0006');
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
INSERT INTO relation VALUES(4242,'person','Late','"Late"',NULL,0,NULL);
INSERT INTO relation_phone VALUES(9,'020 123 45 67 ext. 9');
INSERT INTO relation_phone VALUES(9,'06-12345678');
INSERT INTO tag VALUES(1,'complaint');
INSERT INTO tag VALUES(2,'praise');
INSERT INTO tag VALUES(3,'query');
INSERT INTO tagset VALUES(0,'','{}');
INSERT INTO tagset VALUES(1,'1,3','{"1":"complaint","3":"query"}');
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
INSERT INTO client VALUES('f979c3b16b87d7531e5d8b6605625c3f','Follower','f4e1aaf1de83d47b52f041ef51af0b6d1bb22c8490babce8504f5c25f0531801','contact_moment/add contact_moment/details contact_moment/edit contact_moment/view',1795958182932917,NULL,1);
INSERT INTO client VALUES('f0527c79435cbb41e62baeb578d8cca8','Former','e43fb604c7902537a733fc7005b626b04821c330c69cf027e4be7b934ee519ad','contact_moment/view',1795958182953052,1795958182969044,0);
INSERT INTO token VALUES('316af240a61cfcbe8608924e031638d7c36e95ba521c3b31b32f1594921f2772','f979c3b16b87d7531e5d8b6605625c3f','contact_moment/add contact_moment/details contact_moment/edit contact_moment/view',1795961786442851);
INSERT INTO token VALUES('a14fc91b9c00e7985e449d88dd6863565aeaad2c411fef0d43e665513ee19d1c','f979c3b16b87d7531e5d8b6605625c3f','contact_moment/add contact_moment/details contact_moment/edit contact_moment/view',1795961784460801);
INSERT INTO moment VALUES(1,1,1,'ContactMomentNote',1,1547197200000000,NULL,0,'{"id":1,"subject":"Imported 0 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-01-11',70,20);
INSERT INTO moment VALUES(2,36,2,'ContactMomentLetter',2,1549875600000000,NULL,0,'{"id":2,"subject":"Corrected","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":',',"recipients":[4]}','2019-02-11',52,20);
INSERT INTO moment VALUES(3,3,1,'ContactMomentVisit',3,1552294800000000,NULL,0,'{"id":3,"subject":"Imported 2 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-03-11',70,13);
INSERT INTO moment VALUES(4,4,1,'ContactMomentNote',1,1554973200000000,NULL,0,'{"id":4,"subject":"Imported 3 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-04-11',70,20);
INSERT INTO moment VALUES(7,7,1,'ContactMomentNote',1,1562835600000000,NULL,0,'{"id":7,"subject":"Imported 6 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-07-11',70,20);
INSERT INTO moment VALUES(8,8,1,'ContactMomentLetter',2,1565514000000000,NULL,0,'{"id":8,"subject":"Imported 7 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-08-11T11:00:00","action":null,"tags":',',"recipients":[3,8]}','2019-08-11',70,20);
INSERT INTO moment VALUES(9,9,1,'ContactMomentVisit',3,1568192400000000,NULL,0,'{"id":9,"subject":"Imported 8 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-09-11',70,13);
INSERT INTO moment VALUES(10,10,1,'ContactMomentNote',1,1547197200000000,NULL,0,'{"id":10,"subject":"Imported 9 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-01-11',71,20);
INSERT INTO moment VALUES(11,11,1,'ContactMomentLetter',2,1549875600000000,NULL,0,'{"id":11,"subject":"Imported 10 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":',',"recipients":[3,8]}','2019-02-11',72,20);
INSERT INTO moment VALUES(12,12,1,'ContactMomentVisit',3,1552294800000000,NULL,0,'{"id":12,"subject":"Imported 11 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-03-11',72,13);
INSERT INTO moment VALUES(13,13,1,'ContactMomentNote',1,1554973200000000,NULL,0,'{"id":13,"subject":"Imported 12 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-04-11',72,20);
INSERT INTO moment VALUES(14,14,1,'ContactMomentLetter',2,1557565200000000,NULL,0,'{"id":14,"subject":"Imported 13 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-05-11T11:00:00","action":null,"tags":',',"recipients":[3,8]}','2019-05-11',72,20);
INSERT INTO moment VALUES(15,15,1,'ContactMomentVisit',3,1560243600000000,NULL,0,'{"id":15,"subject":"Imported 14 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-06-11',72,13);
INSERT INTO moment VALUES(16,16,1,'ContactMomentNote',1,1562835600000000,NULL,0,'{"id":16,"subject":"Imported 15 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-07-11',72,20);
INSERT INTO moment VALUES(17,17,1,'ContactMomentLetter',2,1565514000000000,NULL,0,'{"id":17,"subject":"Imported 16 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-08-11T11:00:00","action":null,"tags":',',"recipients":[3,8]}','2019-08-11',72,20);
INSERT INTO moment VALUES(18,18,1,'ContactMomentVisit',3,1568192400000000,NULL,0,'{"id":18,"subject":"Imported 17 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-09-11',72,13);
INSERT INTO moment VALUES(19,19,1,'ContactMomentNote',1,1547197200000000,NULL,0,'{"id":19,"subject":"Imported 18 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-01-11',72,20);
INSERT INTO moment VALUES(20,20,1,'ContactMomentLetter',2,1549875600000000,NULL,0,'{"id":20,"subject":"Imported 19 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":',',"recipients":[3,8]}','2019-02-11',72,20);
INSERT INTO moment VALUES(21,21,1,'ContactMomentVisit',3,1552294800000000,NULL,0,'{"id":21,"subject":"Imported 20 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-03-11',72,13);
INSERT INTO moment VALUES(22,22,1,'ContactMomentNote',1,1554973200000000,NULL,0,'{"id":22,"subject":"Imported 21 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-04-11',72,20);
INSERT INTO moment VALUES(23,23,1,'ContactMomentLetter',2,1557565200000000,NULL,0,'{"id":23,"subject":"Imported 22 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-05-11T11:00:00","action":null,"tags":',',"recipients":[3,8]}','2019-05-11',72,20);
INSERT INTO moment VALUES(24,24,1,'ContactMomentVisit',3,1560243600000000,NULL,0,'{"id":24,"subject":"Imported 23 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-06-11',72,13);
INSERT INTO moment VALUES(25,25,1,'ContactMomentNote',1,1562835600000000,NULL,1,'{"id":25,"subject":"Imported 24 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-07-11',72,20);
INSERT INTO moment VALUES(26,26,1,'ContactMomentNote',1,1562835600000000,NULL,1,'{"id":26,"subject":"Imported 24 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-07-11',72,20);
INSERT INTO moment VALUES(27,27,1,'ContactMomentPhone',1,1795958184469166,17,2,'{"id":27,"subject":"Call 1 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:24","action":17,"tags":',',"recipients":[2]}','2026-11-29',63,20);
INSERT INTO moment VALUES(28,28,1,'ContactMomentPhone',1,1593637200000000,NULL,0,'{"id":28,"subject":"Call 2 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2020-07-01T23:00:00","action":null,"tags":',',"recipients":[2,9]}','2020-07-01',63,20);
INSERT INTO moment VALUES(29,29,1,'ContactMomentPhone',1,1795958184486054,NULL,0,'{"id":29,"subject":"Call 3 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:24","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20);
INSERT INTO moment VALUES(30,30,1,'ContactMomentPhone',10,1795958184512177,NULL,0,'{"id":30,"subject":"Call 4 \"quoted\" ☎","senderId":10,"sender":"Added","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:24","action":null,"tags":',',"recipients":[2]}','2026-11-29',64,7);
INSERT INTO moment VALUES(31,34,1,'ContactMomentPhone',7,1795958184526473,NULL,0,'{"id":31,"subject":"Call 5 \"quoted\" ☎","senderId":7,"sender":"Relation 7 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:24","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20);
INSERT INTO moment VALUES(32,35,1,'ContactMomentPhone',1,1795958184536510,NULL,0,'{"id":32,"subject":"Call 6 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:24","action":null,"tags":',',"recipients":[7]}','2026-11-29',63,20);
INSERT INTO moment VALUES(33,33,1,'ContactMomentPhone',1,1795958184544432,NULL,0,'{"id":33,"subject":"Call 8 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:24","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20);
INSERT INTO moment VALUES(34,39,1,'ContactMomentPhone',4242,1795958184564862,NULL,0,'{"id":34,"subject":"Call 9 \"quoted\" ☎","senderId":4242,"sender":"Late","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:24","action":null,"tags":',',"recipients":[2]}','2026-11-29',66,6);
INSERT INTO version VALUES(1,1,1795958183043562,NULL,'import','{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 0 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(2,1,1795958183043562,NULL,'import','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 1 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(3,1,1795958183043562,NULL,'import','{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 2 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(4,1,1795958183043562,NULL,'import','{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 3 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(7,1,1795958183043562,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 6 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(8,1,1795958183043562,NULL,'import','{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 7 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(9,1,1795958183043562,NULL,'import','{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 8 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(10,1,1795958183043562,NULL,'import','{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 9 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(11,1,1795958183043562,NULL,'import','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 10 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(12,1,1795958183043562,NULL,'import','{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 11 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(13,1,1795958183043562,NULL,'import','{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 12 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(14,1,1795958183043562,NULL,'import','{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 13 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(15,1,1795958183043562,NULL,'import','{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 14 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(16,1,1795958183043562,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 15 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(17,1,1795958183043562,NULL,'import','{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 16 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(18,1,1795958183043562,NULL,'import','{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 17 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(19,1,1795958183043562,NULL,'import','{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 18 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(20,1,1795958183043562,NULL,'import','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 19 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(21,1,1795958183043562,NULL,'import','{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 20 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(22,1,1795958183043562,NULL,'import','{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 21 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(23,1,1795958183043562,NULL,'import','{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 22 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(24,1,1795958183043562,NULL,'import','{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 23 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(25,1,1795958183043562,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}',NULL);
INSERT INTO version VALUES(26,1,1795958183043562,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}',NULL);
INSERT INTO version VALUES(27,1,1795958184470080,'f979c3b16b87d7531e5d8b6605625c3f','api','{"dateTime":"2026-11-29T13:16:24.469166Z","subject":"Call 1 \"quoted\" ☎","senderId":1,"recipients":[2],"action_code":17,"tagIds":[2],"contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(28,1,1795958184479979,'f979c3b16b87d7531e5d8b6605625c3f','api','{"dateTime":"2020-07-01T21:00:00Z","subject":"Call 2 \"quoted\" ☎","senderId":1,"recipients":[2,9],"contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(29,1,1795958184486591,'f979c3b16b87d7531e5d8b6605625c3f','api','{"dateTime":"2026-11-29T13:16:24.486054Z","subject":"Call 3 \"quoted\" ☎","senderId":1,"recipients":[2],"reference":"ticket-3","contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(30,1,1795958184512740,'f979c3b16b87d7531e5d8b6605625c3f','api','{"dateTime":"2026-11-29T13:16:24.512177Z","subject":"Call 4 \"quoted\" ☎","senderId":10,"recipients":[2],"contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(31,1,1795958184527019,'f979c3b16b87d7531e5d8b6605625c3f','api','{"dateTime":"2026-11-29T13:16:24.526473Z","subject":"Call 5 \"quoted\" ☎","senderId":6,"recipients":[2],"contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(32,1,1795958184537063,'f979c3b16b87d7531e5d8b6605625c3f','api','{"dateTime":"2026-11-29T13:16:24.536510Z","subject":"Call 6 \"quoted\" ☎","senderId":1,"recipients":[6],"contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(33,1,1795958184544950,'f979c3b16b87d7531e5d8b6605625c3f','api','{"dateTime":"2026-11-29T13:16:24.544432Z","subject":"Call 8 \"quoted\" ☎","senderId":1,"recipients":[2],"contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(2,2,1795958184893320,NULL,'command','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Corrected","senderId":2,"recipients":[4]}','Ada');
INSERT INTO version VALUES(34,1,1795958185035120,'f979c3b16b87d7531e5d8b6605625c3f','api','{"dateTime":"2026-11-29T13:16:24.564862Z","subject":"Call 9 \"quoted\" ☎","senderId":4242,"recipients":[2],"contents":"Asked\nand answered"}',NULL);
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
INSERT INTO link VALUES(1,14,32);
INSERT INTO link VALUES(1,15,33);
INSERT INTO link VALUES(2,1,1);
INSERT INTO link VALUES(2,2,2);
INSERT INTO link VALUES(2,3,4);
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
INSERT INTO link VALUES(2,24,33);
INSERT INTO link VALUES(2,25,34);
INSERT INTO link VALUES(3,2,3);
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
INSERT INTO link VALUES(4,3,9);
INSERT INTO link VALUES(4,4,12);
INSERT INTO link VALUES(4,5,15);
INSERT INTO link VALUES(4,6,18);
INSERT INTO link VALUES(4,7,21);
INSERT INTO link VALUES(4,8,24);
INSERT INTO link VALUES(4,9,2);
INSERT INTO link VALUES(7,1,31);
INSERT INTO link VALUES(7,2,32);
INSERT INTO link VALUES(8,1,1);
INSERT INTO link VALUES(8,3,3);
INSERT INTO link VALUES(8,4,4);
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
INSERT INTO link VALUES(10,1,30);
INSERT INTO link VALUES(4242,1,34);
INSERT INTO register VALUES(1,34,39,1795958185,6,'1 Europe/Amsterdam b10f9542a850',1795958186,3);
INSERT INTO tick VALUES(1795958183,1);
INSERT INTO tick VALUES(1795958184,27);
INSERT INTO tick VALUES(1795958185,39);
INSERT INTO import_run VALUES('af238f18aafe30e4ef6170b570e50d3661261481034b3e2d3f23e840d22400a7',26);
INSERT INTO left_link VALUES(2,4,5,1795958184928494);
INSERT INTO left_link VALUES(3,1,2,1795958184893320);
INSERT INTO left_link VALUES(3,3,5,1795958184928494);
INSERT INTO left_link VALUES(3,4,6,1795958184962269);
INSERT INTO left_link VALUES(4,2,6,1795958184962269);
INSERT INTO left_link VALUES(8,2,2,1795958184893320);
INSERT INTO left_link VALUES(8,5,5,1795958184928494);
INSERT INTO left_link VALUES(8,6,6,1795958184962269);
INSERT INTO withdrawn VALUES(5,1,37,1795958184928494,'erasure','root');
INSERT INTO withdrawn VALUES(6,2,38,1795958184962269,'duplicate','root');
INSERT INTO registration_key VALUES(X'9D7FEDB108A0275DD424C07406A4F176F010600EAA80B837BFD4CCB686059BE5',29);
INSERT INTO idempotency_key VALUES(X'54F1FB032BF3ED250E5264FF8776DF47FCDD086C5268D9D62F2A8511400343B5',X'DF1E30704D7D1C66E0A3AD8F6DB846A7284C126EDCA77F9EC7878E6AC2AB0077',33,1795958184544950);
INSERT INTO parked VALUES(3,'f979c3b16b87d7531e5d8b6605625c3f',X'52D9B00D31D699778885BF99C38DB8A74029ED9B0E00326DF928EF0CDA367112',X'52D9B00D31D699778885BF99C38DB8A74029ED9B0E00326DF928EF0CDA367112',NULL,'ContactMomentPhone','{"subject":"Call 9 \"quoted\" ☎","senderId":4444,"recipients":[2],"contents":"Asked\nand answered"}','sender_not_available',1795958184588847,1);
INSERT INTO numbering VALUES('relation',0,0,-1,NULL,0,0,0,0,0);
INSERT INTO numbering VALUES('whole',1795958186000000,0,-1,NULL,0,0,0,0,0);
CREATE INDEX ix_relation_merged_into ON relation (merged_into);
CREATE INDEX ix_token_expires_at ON token (expires_at);
CREATE INDEX ix_commit_mark_marked_at ON commit_mark (marked_at);
CREATE INDEX ix_moment_day ON moment (day, id, change_no);
CREATE INDEX ix_idempotency_key_used_at ON idempotency_key (used_at);
CREATE INDEX ix_parked_parked_at ON parked (parked_at);
CREATE INDEX ix_withdrawn_withdrawn_at_n ON withdrawn (withdrawn_at, n);
CREATE INDEX ix_left_link_left_at ON left_link (left_at);
COMMIT;
