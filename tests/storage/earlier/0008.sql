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
	merged_into BIGINT, external_id TEXT, n BIGINT DEFAULT '0' NOT NULL, change_no BIGINT DEFAULT '0' NOT NULL, email_key TEXT, words TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_relation PRIMARY KEY (id), 
	CONSTRAINT fk_relation_merged_into_relation FOREIGN KEY(merged_into) REFERENCES relation (id)
);
CREATE TABLE relation_phone (
	relation_id BIGINT NOT NULL, 
	number TEXT NOT NULL, number_key TEXT DEFAULT '' NOT NULL, main_key TEXT DEFAULT '' NOT NULL, 
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
	rendering TEXT NOT NULL, read_second BIGINT DEFAULT '0' NOT NULL, last_parked_id BIGINT DEFAULT '0' NOT NULL, imports_lack_keys BOOLEAN DEFAULT 0 NOT NULL, last_relation_no BIGINT DEFAULT '0' NOT NULL, last_relation_change BIGINT DEFAULT '0' NOT NULL, tags_version BIGINT DEFAULT '0' NOT NULL, phone_keying TEXT DEFAULT '' NOT NULL, 
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
CREATE TABLE moment_import (
	number INTEGER NOT NULL, 
	digest VARCHAR(64), 
	file TEXT NOT NULL, 
	started_at BIGINT NOT NULL, 
	lines BIGINT NOT NULL, 
	done BIGINT NOT NULL, 
	added BIGINT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_moment_import PRIMARY KEY (number), 
	CONSTRAINT uq_moment_import_digest UNIQUE (digest)
);
CREATE TABLE import_range (
	import_number BIGINT NOT NULL, 
	first_id BIGINT NOT NULL, 
	last_id BIGINT NOT NULL, 
	CONSTRAINT pk_import_range PRIMARY KEY (import_number, first_id), 
	CONSTRAINT fk_import_range_import_number_moment_import FOREIGN KEY(import_number) REFERENCES moment_import (number)
)
 WITHOUT ROWID

;
CREATE TABLE import_key (
	"key" BLOB NOT NULL, 
	moment_id BIGINT NOT NULL, 
	CONSTRAINT pk_import_key PRIMARY KEY ("key", moment_id)
)
 WITHOUT ROWID

;
CREATE VIRTUAL TABLE relation_words USING fts5(words, content='relation', content_rowid='id', detail='none', columnsize='0', prefix='2 3 4', tokenize="ascii tokenchars '_=@'");
CREATE VIRTUAL TABLE relation_words_terms USING fts5vocab(relation_words, 'instance');
CREATE TABLE relation_tick (
	second INTEGER NOT NULL, 
	first_change BIGINT NOT NULL, 
	CONSTRAINT pk_relation_tick PRIMARY KEY (second)
);
DELETE FROM relation_words_data;
DELETE FROM relation_words_idx;
DELETE FROM relation_words_config;
INSERT INTO alembic_version VALUES('0008');
INSERT INTO relation VALUES(1,'person','Relation 1 Ålesund','"Relation 1 Ålesund"',NULL,0,NULL,NULL,1,1,NULL,' relation 1 alesund @relation @1 @alesund ');
INSERT INTO relation VALUES(2,'person','Relation 2 Ålesund','"Relation 2 Ålesund"',NULL,0,NULL,NULL,2,2,NULL,' relation 2 alesund @relation @2 @alesund ');
INSERT INTO relation VALUES(3,'person','Renamed Ærø','"Renamed Ærø"',NULL,0,NULL,NULL,3,12,NULL,' renamed aero @renamed @aero ');
INSERT INTO relation VALUES(4,'person','Relation 4 Ålesund','"Relation 4 Ålesund"',NULL,0,NULL,NULL,4,4,NULL,' relation 4 alesund @relation @4 @alesund ');
INSERT INTO relation VALUES(5,'person','Relation 5 Ålesund','"Relation 5 Ålesund"',NULL,0,NULL,NULL,5,5,NULL,' relation 5 alesund @relation @5 @alesund ');
INSERT INTO relation VALUES(6,'person','Relation 6 Ålesund','"Relation 6 Ålesund"',NULL,0,7,NULL,6,13,NULL,' relation 6 alesund @relation @6 @alesund ');
INSERT INTO relation VALUES(7,'person','Relation 7 Ålesund','"Relation 7 Ålesund"',NULL,0,NULL,NULL,7,7,NULL,' relation 7 alesund @relation @7 @alesund ');
INSERT INTO relation VALUES(8,'person','Relation 8 Ålesund','"Relation 8 Ålesund"',NULL,0,NULL,NULL,8,8,NULL,' relation 8 alesund @relation @8 @alesund ');
INSERT INTO relation VALUES(9,'organisation','Board','"Board"','Board@Example.org',0,NULL,NULL,9,9,'board@example.org',' board @board ');
INSERT INTO relation VALUES(10,'person','Added','"Added"',NULL,0,NULL,NULL,10,10,NULL,' added @added ');
INSERT INTO relation VALUES(11,'person','Put','"Put"',NULL,0,NULL,'crm-11',11,11,NULL,' put @put ');
INSERT INTO relation VALUES(4242,'person','Late','"Late"',NULL,0,NULL,NULL,12,14,NULL,' late @late ');
INSERT INTO relation_phone VALUES(9,'020 123 45 67 ext. 9','+31201234567;ext=9','+31201234567');
INSERT INTO relation_phone VALUES(9,'06-12345678','+31612345678','+31612345678');
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
INSERT INTO moment_type VALUES('ContactMomentOwn','Own',1,6,'{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"room":{"type":"string","title":"Room"}},"required":["subject","senderId","recipients"]}');
INSERT INTO client VALUES('43cba8c42df1a1233677a1103bd3292c','Follower','12333c995c5e0ab6d165ae2910804aa787276d99e7726c7e18dafa14d9b66098','contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view',1795958197199211,NULL,1);
INSERT INTO client VALUES('50712dca855a0da83ba330f07d5f2fcc','Former','16634de508605b193af8f92dc5fa1fc688377e752f2b97c35a1e5a5f9684121f','contact_moment/view',1795958197236338,1795958197269867,0);
INSERT INTO token VALUES('bf9feb70782a6ea2d207dac9613d4c0b95c2ce5e62f2a14c9bdbf8958c801282','43cba8c42df1a1233677a1103bd3292c','contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view',1795961799593615);
INSERT INTO token VALUES('e2b77ccdd332a4d7542d5fdbc58e4fdfb5f1b882d3432db311083bbeb10b6d60','43cba8c42df1a1233677a1103bd3292c','contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view',1795961802583820);
INSERT INTO moment VALUES(1,1,1,'ContactMomentNote',1,1547197200000000,NULL,0,'{"id":1,"subject":"Imported 0 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-01-11',70,20);
INSERT INTO moment VALUES(2,38,2,'ContactMomentLetter',2,1549875600000000,NULL,0,'{"id":2,"subject":"Corrected","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":',',"recipients":[4]}','2019-02-11',52,20);
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
INSERT INTO moment VALUES(28,29,1,'ContactMomentPhone',1,1795958199646243,17,2,'{"id":28,"subject":"Call 1 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:39","action":17,"tags":',',"recipients":[2]}','2026-11-29',63,20);
INSERT INTO moment VALUES(29,30,1,'ContactMomentPhone',1,1593637200000000,NULL,0,'{"id":29,"subject":"Call 2 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2020-07-01T23:00:00","action":null,"tags":',',"recipients":[2,9]}','2020-07-01',63,20);
INSERT INTO moment VALUES(30,31,1,'ContactMomentPhone',1,1795958199695729,NULL,0,'{"id":30,"subject":"Call 3 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:39","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20);
INSERT INTO moment VALUES(31,32,1,'ContactMomentPhone',10,1795958199721944,NULL,0,'{"id":31,"subject":"Call 4 \"quoted\" ☎","senderId":10,"sender":"Added","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:39","action":null,"tags":',',"recipients":[2]}','2026-11-29',64,7);
INSERT INTO moment VALUES(32,36,1,'ContactMomentPhone',7,1795958199725751,NULL,0,'{"id":32,"subject":"Call 5 \"quoted\" ☎","senderId":7,"sender":"Relation 7 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:39","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20);
INSERT INTO moment VALUES(33,37,1,'ContactMomentPhone',1,1795958199737891,NULL,0,'{"id":33,"subject":"Call 6 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:39","action":null,"tags":',',"recipients":[7]}','2026-11-29',63,20);
INSERT INTO moment VALUES(34,35,1,'ContactMomentPhone',1,1795958199748170,NULL,0,'{"id":34,"subject":"Call 8 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:39","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20);
INSERT INTO moment VALUES(35,41,1,'ContactMomentPhone',4242,1795958199768693,NULL,0,'{"id":35,"subject":"Call 9 \"quoted\" ☎","senderId":4242,"sender":"Late","type":"ContactMomentPhone","dateTime":"2026-11-29T14:16:39","action":null,"tags":',',"recipients":[2]}','2026-11-29',66,6);
INSERT INTO version VALUES(1,1,1795958197548530,NULL,'import','{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 0 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(2,1,1795958197548530,NULL,'import','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 1 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(3,1,1795958197548530,NULL,'import','{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 2 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(4,1,1795958197548530,NULL,'import','{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 3 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(7,1,1795958197548530,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 6 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(8,1,1795958197548530,NULL,'import','{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 7 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(9,1,1795958197548530,NULL,'import','{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 8 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(10,1,1795958197548530,NULL,'import','{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 9 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(11,1,1795958197548530,NULL,'import','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 10 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(12,1,1795958197548530,NULL,'import','{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 11 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(13,1,1795958197548530,NULL,'import','{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 12 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(14,1,1795958197548530,NULL,'import','{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 13 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(15,1,1795958197548530,NULL,'import','{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 14 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(16,1,1795958197548530,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 15 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(17,1,1795958197548530,NULL,'import','{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 16 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(18,1,1795958197548530,NULL,'import','{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 17 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(19,1,1795958197548530,NULL,'import','{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 18 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(20,1,1795958197548530,NULL,'import','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 19 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(21,1,1795958197548530,NULL,'import','{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 20 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(22,1,1795958197548530,NULL,'import','{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 21 about membership","senderId":1,"recipients":[2,8]}',NULL);
INSERT INTO version VALUES(23,1,1795958197548530,NULL,'import','{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 22 about membership","senderId":2,"recipients":[3,8]}',NULL);
INSERT INTO version VALUES(24,1,1795958197548530,NULL,'import','{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 23 about membership","senderId":3,"recipients":[4,8]}',NULL);
INSERT INTO version VALUES(25,1,1795958197548530,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}',NULL);
INSERT INTO version VALUES(26,1,1795958197548530,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}',NULL);
INSERT INTO version VALUES(28,1,1795958199652576,'43cba8c42df1a1233677a1103bd3292c','api','{"dateTime":"2026-11-29T13:16:39.646243Z","subject":"Call 1 \"quoted\" ☎","senderId":1,"recipients":[2],"action_code":17,"tagIds":[2],"contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(29,1,1795958199685160,'43cba8c42df1a1233677a1103bd3292c','api','{"dateTime":"2020-07-01T21:00:00Z","subject":"Call 2 \"quoted\" ☎","senderId":1,"recipients":[2,9],"contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(30,1,1795958199696377,'43cba8c42df1a1233677a1103bd3292c','api','{"dateTime":"2026-11-29T13:16:39.695729Z","subject":"Call 3 \"quoted\" ☎","senderId":1,"recipients":[2],"reference":"ticket-3","contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(31,1,1795958199722448,'43cba8c42df1a1233677a1103bd3292c','api','{"dateTime":"2026-11-29T13:16:39.721944Z","subject":"Call 4 \"quoted\" ☎","senderId":10,"recipients":[2],"contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(32,1,1795958199726135,'43cba8c42df1a1233677a1103bd3292c','api','{"dateTime":"2026-11-29T13:16:39.725751Z","subject":"Call 5 \"quoted\" ☎","senderId":6,"recipients":[2],"contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(33,1,1795958199738392,'43cba8c42df1a1233677a1103bd3292c','api','{"dateTime":"2026-11-29T13:16:39.737891Z","subject":"Call 6 \"quoted\" ☎","senderId":1,"recipients":[6],"contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(34,1,1795958199748671,'43cba8c42df1a1233677a1103bd3292c','api','{"dateTime":"2026-11-29T13:16:39.748170Z","subject":"Call 8 \"quoted\" ☎","senderId":1,"recipients":[2],"contents":"Asked\nand answered"}',NULL);
INSERT INTO version VALUES(2,2,1795958200137563,NULL,'command','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Corrected","senderId":2,"recipients":[4]}','Ada');
INSERT INTO version VALUES(35,1,1795958200315392,'43cba8c42df1a1233677a1103bd3292c','api','{"dateTime":"2026-11-29T13:16:39.768693Z","subject":"Call 9 \"quoted\" ☎","senderId":4242,"recipients":[2],"contents":"Asked\nand answered"}',NULL);
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
INSERT INTO link VALUES(1,12,28);
INSERT INTO link VALUES(1,13,29);
INSERT INTO link VALUES(1,14,30);
INSERT INTO link VALUES(1,15,33);
INSERT INTO link VALUES(1,16,34);
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
INSERT INTO link VALUES(2,20,28);
INSERT INTO link VALUES(2,21,29);
INSERT INTO link VALUES(2,22,30);
INSERT INTO link VALUES(2,23,31);
INSERT INTO link VALUES(2,24,32);
INSERT INTO link VALUES(2,25,34);
INSERT INTO link VALUES(2,26,35);
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
INSERT INTO link VALUES(7,1,32);
INSERT INTO link VALUES(7,2,33);
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
INSERT INTO link VALUES(9,1,29);
INSERT INTO link VALUES(10,1,31);
INSERT INTO link VALUES(4242,1,35);
INSERT INTO register VALUES(1,35,41,1795958200,7,'1 Europe/Amsterdam b10f9542a850',1795958202,3,0,12,14,4,'1 NL');
INSERT INTO tick VALUES(1795958197,1);
INSERT INTO tick VALUES(1795958199,29);
INSERT INTO tick VALUES(1795958200,36);
INSERT INTO left_link VALUES(1,11,27,1795958197704838);
INSERT INTO left_link VALUES(2,4,5,1795958200187881);
INSERT INTO left_link VALUES(2,19,27,1795958197704838);
INSERT INTO left_link VALUES(3,1,2,1795958200137563);
INSERT INTO left_link VALUES(3,3,5,1795958200187881);
INSERT INTO left_link VALUES(3,4,6,1795958200223949);
INSERT INTO left_link VALUES(4,2,6,1795958200223949);
INSERT INTO left_link VALUES(8,2,2,1795958200137563);
INSERT INTO left_link VALUES(8,5,5,1795958200187881);
INSERT INTO left_link VALUES(8,6,6,1795958200223949);
INSERT INTO left_link VALUES(8,27,27,1795958197704838);
INSERT INTO withdrawn VALUES(5,2,39,1795958200187881,'erasure','root');
INSERT INTO withdrawn VALUES(6,3,40,1795958200223949,'duplicate','root');
INSERT INTO withdrawn VALUES(27,1,28,1795958197704838,'mistake','root');
INSERT INTO registration_key VALUES(X'5B23772A7407AA85C1F5AAA8DA1FEC164B2A5406C6CE04647BF3EC3DC2EF37D4',30);
INSERT INTO idempotency_key VALUES(X'0521BC89B350CE4F35E532A572F36CA068839E0CE6989FCB2CA7998223568EDB',X'DF1E30704D7D1C66E0A3AD8F6DB846A7284C126EDCA77F9EC7878E6AC2AB0077',34,1795958199748671);
INSERT INTO parked VALUES(3,'43cba8c42df1a1233677a1103bd3292c',X'52D9B00D31D699778885BF99C38DB8A74029ED9B0E00326DF928EF0CDA367112',X'52D9B00D31D699778885BF99C38DB8A74029ED9B0E00326DF928EF0CDA367112',NULL,'ContactMomentPhone','{"subject":"Call 9 \"quoted\" ☎","senderId":4444,"recipients":[2],"contents":"Asked\nand answered"}','sender_not_available',1795958199800656,1);
INSERT INTO numbering VALUES('relation',0,0,-1,NULL,0,0,0,0,0);
INSERT INTO numbering VALUES('whole',1795958202000000,0,-1,NULL,0,0,0,0,0);
INSERT INTO moment_import VALUES(1,'af238f18aafe30e4ef6170b570e50d3661261481034b3e2d3f23e840d22400a7','history.jsonl',1795958197521050,26,26,26,'complete');
INSERT INTO moment_import VALUES(2,NULL,'wrong.jsonl',1795958197647223,1,1,1,'undone');
INSERT INTO import_range VALUES(1,1,26);
INSERT INTO import_range VALUES(2,27,27);
INSERT INTO import_key VALUES(X'CC36B4A3D74029AF742F487B75850B4B34A504E340345D9E5D97F137A6CF83D4',-27);
INSERT INTO import_key VALUES(X'6FA06686AF9FD3834083C87F1BDD89A8B8BE447304DC56B8AC5770E41A501DA8',1);
INSERT INTO import_key VALUES(X'2D559B8E314D3CA8C993290C31902ED8201ED7F20768B96B8FE9C35D2AB063BC',2);
INSERT INTO import_key VALUES(X'17C02BCD399B410751DCB4FE52353E481E417F59B2A6E069FD2B95490BAD6A0C',3);
INSERT INTO import_key VALUES(X'88EC425AE14625CC35EEFF5435E0AC80F13683E29479914320B477564964A721',4);
INSERT INTO import_key VALUES(X'6B97483262B1FA55DDAED182AE5B26561C8677CB188A2E60EA719233BC6FE787',5);
INSERT INTO import_key VALUES(X'D917740ACBB30E6F09B28E37ECA2DE0DDF7AA05B89B2BCB69BF80FE02CE2B459',6);
INSERT INTO import_key VALUES(X'75C190AF99DB5D2486A254AB36DAC193E072C6B98E9A6390345F55476ED4A2DA',7);
INSERT INTO import_key VALUES(X'B20B2C08E2B936862A0A37DE5847E57293EC24B3939AEB8A04FF5FA96A2F2A31',8);
INSERT INTO import_key VALUES(X'15D24A4C8BE0AA03D87D81BC56F02F11A7C67D41D06DD79FACE0B5B9C949564F',9);
INSERT INTO import_key VALUES(X'39352F2133F754FB598BDD2D1FEC1C62FA93B149EF9BC4C082F73F486B0B9AA7',10);
INSERT INTO import_key VALUES(X'697144EAA12C733B64996A1611E1E3EF6E9AE4A07C9837B5784DDB3EEE8BE491',11);
INSERT INTO import_key VALUES(X'2E64FB0C74D2889538873DD06BE6BFF9345C5346E032150D039106ADDEBC0F38',12);
INSERT INTO import_key VALUES(X'51408FE5737ABF53779B8DEF10525E5AF756348ABEE5DE47BFF2D5AC00D6041E',13);
INSERT INTO import_key VALUES(X'AD79D94270F638DBB39572D2798F2C57799297F2864AB55CFA0F01C49E038981',14);
INSERT INTO import_key VALUES(X'59EFD071320EAB6757AB4A7DFB940CC6D25C962331340EB4BE8240615EDCF162',15);
INSERT INTO import_key VALUES(X'D82C96050B7028B90FB69C1225B8DED8A77B7FC4B5D20526C01C0D2C0A965BDE',16);
INSERT INTO import_key VALUES(X'C1CBB045BF04DDEC31E43DF31612AAB1FBF922188C7BB494EB02CD254B6C95B9',17);
INSERT INTO import_key VALUES(X'91BBB7ED5D33E1D5ACDF82648A289C316DE17F75422BFAC647DC7FAEFB40857D',18);
INSERT INTO import_key VALUES(X'6B6C230220058A35976CF16BDB5E751E6EDC02E8DE107C7F01EF96160AEB3512',19);
INSERT INTO import_key VALUES(X'F558800B28D66FB9AC44E3E9E4DBD3039D36AA88E4A9272CAE4855370E6F1771',20);
INSERT INTO import_key VALUES(X'7CD5AC216FBA1936A016E54E88E66E2DE304C2E5B45D608B055C3DCDA067E901',21);
INSERT INTO import_key VALUES(X'D04C7081EDA4546FDF86B20A8436ADA0A19D91A8A158271D0C042BE1C91C4DB4',22);
INSERT INTO import_key VALUES(X'216C3DF00252B1F523F79AE523113AA83A3DF222F3F5FB41699DD0DE1C670C31',23);
INSERT INTO import_key VALUES(X'FBE318A8750BFD9C9F66BF945C519304CFBD3F274137FA0DDE9A7159F0B17348',24);
INSERT INTO import_key VALUES(X'7CC61D96CC2D9C8DE04FBFAF870197BC6E83D02CEB4D8B42373EBA156BDE70F3',25);
INSERT INTO import_key VALUES(X'7CC61D96CC2D9C8DE04FBFAF870197BC6E83D02CEB4D8B42373EBA156BDE70F3',26);
INSERT INTO relation_words_data VALUES(1,X'0C36');
INSERT INTO relation_words_data VALUES(10,X'000000000101010001010101');
INSERT INTO relation_words_data VALUES(137438953473,X'00000225023031010101320201013404010135050101360601013707010138080102403101020132020201340402013505020136060201370702013808020561646465640A030365726F0303066C6573756E64010102010101010205626F6172640902046C617465A11202037075740B020872656C6174696F6E0101020101010104056E616D656403010561646465640A020365726F0302066C6573756E64010102010101010105626F6172640901046C617465A11201037075740B010872656C6174696F6E0101020101010103056E616D6564030003314031010201320202013404020135050201360602013707020138080201610101010101010101020201620902016CA1120201700B0201720101010101010101010261640A0201650302016C010102010101010102626F0901026C61A112010270750B0102726501010101010101010004324061640A0301650303016C010102010101010202626F0902026C61A112020270750B02027265010101010101010101036164640A020265720302026C65010102010101010103626F610901036C6174A11201037075740B010372656C0101020101010103016E03000533406164640A030265720303026C65010102010101010203626F610902036C6174A11202037075740B020372656C0101020101010104016E030104616464650A020365726F0302036C6573010102010101010104626F61720901046C617465A112010472656C610101020101010103026E610304040404040404040504040404040408060F080806110808060F0808061108060404040404040C0405040B05040A0506050C07040A0506050C06050B0607060C0408050B0607060C0407060C07080D');
INSERT INTO relation_words_idx VALUES(1,X'',2);
INSERT INTO relation_words_config VALUES('secure-delete',1);
INSERT INTO relation_words_config VALUES('version',4);
INSERT INTO relation_tick VALUES(1795958196,1);
INSERT INTO relation_tick VALUES(1795958199,11);
INSERT INTO relation_tick VALUES(1795958200,13);
CREATE INDEX ix_relation_merged_into ON relation (merged_into);
CREATE INDEX ix_token_expires_at ON token (expires_at);
CREATE INDEX ix_commit_mark_marked_at ON commit_mark (marked_at);
CREATE INDEX ix_moment_day ON moment (day, id, change_no);
CREATE INDEX ix_idempotency_key_used_at ON idempotency_key (used_at);
CREATE INDEX ix_parked_parked_at ON parked (parked_at);
CREATE INDEX ix_withdrawn_withdrawn_at_n ON withdrawn (withdrawn_at, n);
CREATE INDEX ix_left_link_left_at ON left_link (left_at);
CREATE INDEX ix_import_key_moment_id ON import_key (moment_id);
CREATE UNIQUE INDEX ix_relation_external_id ON relation (external_id);
CREATE UNIQUE INDEX ix_relation_n ON relation (n);
CREATE UNIQUE INDEX ix_relation_change_no ON relation (change_no);
CREATE INDEX ix_relation_email_key ON relation (email_key);
CREATE INDEX ix_relation_phone_main_key ON relation_phone (main_key, number_key);
CREATE INDEX ix_relation_archived_id ON relation (archived, id);
COMMIT;
