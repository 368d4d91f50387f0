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
	revoked_at BIGINT, parks BOOLEAN DEFAULT 0 NOT NULL, public BOOLEAN DEFAULT 0 NOT NULL, own_tokens BOOLEAN DEFAULT 1 NOT NULL, used_at BIGINT, 
	CONSTRAINT pk_client PRIMARY KEY (id)
);
CREATE TABLE token (
	hash VARCHAR(64) NOT NULL, 
	client_id VARCHAR(64) NOT NULL, 
	scope TEXT NOT NULL, 
	expires_at BIGINT NOT NULL, consent_id VARCHAR(32), 
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
	json_tail TEXT NOT NULL, day VARCHAR(10) DEFAULT '' NOT NULL, name_at INTEGER DEFAULT '0' NOT NULL, name_length INTEGER DEFAULT '0' NOT NULL, reference TEXT, client_id VARCHAR(64), channel VARCHAR(16) DEFAULT '' NOT NULL, 
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
	document TEXT NOT NULL, person TEXT, account_id VARCHAR(32), 
	CONSTRAINT pk_version PRIMARY KEY (moment_id, version), 
	CONSTRAINT fk_version_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_version_moment_id_moment FOREIGN KEY(moment_id) REFERENCES moment (id)
);
CREATE TABLE link (
	relation_id BIGINT NOT NULL, 
	n BIGINT NOT NULL, 
	moment_id BIGINT NOT NULL, happened_at BIGINT DEFAULT '0' NOT NULL, 
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
	rendering TEXT NOT NULL, read_second BIGINT DEFAULT '0' NOT NULL, last_parked_id BIGINT DEFAULT '0' NOT NULL, imports_lack_keys BOOLEAN DEFAULT 0 NOT NULL, last_relation_no BIGINT DEFAULT '0' NOT NULL, last_relation_change BIGINT DEFAULT '0' NOT NULL, tags_version BIGINT DEFAULT '0' NOT NULL, phone_keying TEXT DEFAULT '' NOT NULL, trusted_at BIGINT DEFAULT '0' NOT NULL, no_follow_ups_until BIGINT DEFAULT '0' NOT NULL, tallied_id BIGINT DEFAULT '0' NOT NULL, 
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
	times BIGINT NOT NULL, account_id VARCHAR(32), 
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
	state VARCHAR(16) NOT NULL, account_id VARCHAR(32) CONSTRAINT fk_moment_import_account_id_account REFERENCES account (id), operator TEXT, 
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
CREATE TABLE moment_text (
	moment_id INTEGER NOT NULL, 
	words TEXT NOT NULL, happened_at BIGINT DEFAULT '0' NOT NULL, 
	CONSTRAINT pk_moment_text PRIMARY KEY (moment_id), 
	CONSTRAINT fk_moment_text_moment_id_moment FOREIGN KEY(moment_id) REFERENCES moment (id)
);
CREATE VIRTUAL TABLE moment_words USING fts5(words, content='moment_text', content_rowid='moment_id', detail='none', columnsize='0', prefix='2 3 4', tokenize="ascii tokenchars '_=@'");
CREATE VIRTUAL TABLE moment_words_terms USING fts5vocab(moment_words, 'instance');
CREATE TABLE role (
	name VARCHAR(64) NOT NULL, 
	scopes TEXT NOT NULL, 
	second_factor BOOLEAN NOT NULL, 
	built_in BOOLEAN NOT NULL, 
	CONSTRAINT pk_role PRIMARY KEY (name)
);
CREATE TABLE account (
	id VARCHAR(32) NOT NULL, 
	email TEXT NOT NULL, 
	email_key VARCHAR(320) NOT NULL, 
	name TEXT NOT NULL, 
	language VARCHAR(8) NOT NULL, 
	relation_id BIGINT, 
	role VARCHAR(64) NOT NULL, 
	password_hash TEXT, 
	password_at BIGINT, 
	totp_secret VARCHAR(64), 
	totp_step BIGINT DEFAULT '0' NOT NULL, 
	created_at BIGINT NOT NULL, 
	disabled_at BIGINT, theme VARCHAR(8) DEFAULT 'system' NOT NULL, single_keys BOOLEAN DEFAULT 1 NOT NULL, signed_in_at BIGINT, 
	CONSTRAINT pk_account PRIMARY KEY (id), 
	CONSTRAINT fk_account_relation_id_relation FOREIGN KEY(relation_id) REFERENCES relation (id), 
	CONSTRAINT fk_account_role_role FOREIGN KEY(role) REFERENCES role (name), 
	CONSTRAINT uq_account_email_key UNIQUE (email_key)
);
CREATE TABLE recovery_code (
	hash VARCHAR(64) NOT NULL, 
	account_id VARCHAR(32) NOT NULL, 
	CONSTRAINT pk_recovery_code PRIMARY KEY (hash), 
	CONSTRAINT fk_recovery_code_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
)
 WITHOUT ROWID

;
CREATE TABLE one_time_link (
	hash VARCHAR(64) NOT NULL, 
	account_id VARCHAR(32) NOT NULL, 
	purpose VARCHAR(16) NOT NULL, 
	expires_at BIGINT NOT NULL, 
	CONSTRAINT pk_one_time_link PRIMARY KEY (hash), 
	CONSTRAINT fk_one_time_link_account_id_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT uq_one_time_link_account_id UNIQUE (account_id)
)
 WITHOUT ROWID

;
CREATE TABLE session (
	hash VARCHAR(64) NOT NULL, 
	id VARCHAR(32) NOT NULL, 
	account_id VARCHAR(32) NOT NULL, 
	stage VARCHAR(16) NOT NULL, 
	failures INTEGER DEFAULT '0' NOT NULL, 
	created_at BIGINT NOT NULL, 
	seen_at BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	address TEXT NOT NULL, 
	agent TEXT NOT NULL, 
	new_totp_secret VARCHAR(64), 
	CONSTRAINT pk_session PRIMARY KEY (hash), 
	CONSTRAINT fk_session_account_id_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT uq_session_id UNIQUE (id)
)
 WITHOUT ROWID

;
CREATE TABLE client_redirect (
	client_id VARCHAR(64) NOT NULL, 
	uri TEXT NOT NULL, 
	CONSTRAINT pk_client_redirect PRIMARY KEY (client_id, uri), 
	CONSTRAINT fk_client_redirect_client_id_client FOREIGN KEY(client_id) REFERENCES client (id)
)
 WITHOUT ROWID

;
CREATE TABLE consent (
	id VARCHAR(32) NOT NULL, 
	client_id VARCHAR(64) NOT NULL, 
	account_id VARCHAR(32) NOT NULL, 
	scopes TEXT NOT NULL, 
	given_at BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	revoked_at BIGINT, 
	CONSTRAINT pk_consent PRIMARY KEY (id), 
	CONSTRAINT fk_consent_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_consent_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);
CREATE TABLE oauth_code (
	hash VARCHAR(64) NOT NULL, 
	consent_id VARCHAR(32) NOT NULL, 
	redirect_uri TEXT NOT NULL, 
	challenge VARCHAR(128), 
	expires_at BIGINT NOT NULL, 
	used_at BIGINT, 
	CONSTRAINT pk_oauth_code PRIMARY KEY (hash), 
	CONSTRAINT fk_oauth_code_consent_id_consent FOREIGN KEY(consent_id) REFERENCES consent (id)
)
 WITHOUT ROWID

;
CREATE TABLE refresh_token (
	hash VARCHAR(64) NOT NULL, 
	consent_id VARCHAR(32) NOT NULL, 
	expires_at BIGINT NOT NULL, 
	used_at BIGINT, 
	CONSTRAINT pk_refresh_token PRIMARY KEY (hash), 
	CONSTRAINT fk_refresh_token_consent_id_consent FOREIGN KEY(consent_id) REFERENCES consent (id)
)
 WITHOUT ROWID

;
CREATE TABLE audit_event (
	number INTEGER NOT NULL, 
	happened_at BIGINT NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	account_id VARCHAR(32), 
	client_id VARCHAR(64), 
	operator TEXT, 
	address TEXT, 
	address_salt BLOB, 
	address_seal BLOB, 
	subject TEXT, 
	detail TEXT NOT NULL, 
	hash BLOB NOT NULL, 
	CONSTRAINT pk_audit_event PRIMARY KEY (number)
);
CREATE TABLE audit_head (
	id SMALLINT NOT NULL, 
	number BIGINT NOT NULL, 
	hash BLOB NOT NULL, 
	removed_number BIGINT NOT NULL, 
	removed_hash BLOB NOT NULL, 
	settings TEXT NOT NULL, 
	CONSTRAINT pk_audit_head PRIMARY KEY (id)
);
CREATE TABLE entry (
	id VARCHAR(32) NOT NULL, 
	account_id VARCHAR(32) NOT NULL, 
	revision INTEGER NOT NULL, 
	content TEXT NOT NULL, 
	saved_at BIGINT NOT NULL, 
	CONSTRAINT pk_entry PRIMARY KEY (id), 
	CONSTRAINT fk_entry_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);
CREATE TABLE first_run (
	hash VARCHAR(64) NOT NULL, 
	expires_at BIGINT NOT NULL, 
	CONSTRAINT pk_first_run PRIMARY KEY (hash)
)
 WITHOUT ROWID

;
CREATE TABLE follow_up (
	moment_id BIGINT NOT NULL, 
	due_at BIGINT NOT NULL, 
	day VARCHAR(10), 
	by_id BIGINT, 
	note TEXT NOT NULL, 
	made_at BIGINT NOT NULL, 
	client_id VARCHAR(64), 
	account_id VARCHAR(32), 
	person TEXT, 
	done_at BIGINT, 
	done_client_id VARCHAR(64), 
	done_account_id VARCHAR(32), 
	done_person TEXT, 
	answer_id BIGINT, 
	is_done BOOLEAN NOT NULL, 
	by_state BIGINT NOT NULL, 
	happened_at BIGINT NOT NULL, 
	CONSTRAINT pk_follow_up PRIMARY KEY (moment_id), 
	CONSTRAINT fk_follow_up_moment_id_moment FOREIGN KEY(moment_id) REFERENCES moment (id), 
	CONSTRAINT fk_follow_up_by_id_relation FOREIGN KEY(by_id) REFERENCES relation (id), 
	CONSTRAINT fk_follow_up_client_id_client FOREIGN KEY(client_id) REFERENCES client (id), 
	CONSTRAINT fk_follow_up_done_client_id_client FOREIGN KEY(done_client_id) REFERENCES client (id), 
	CONSTRAINT fk_follow_up_answer_id_moment FOREIGN KEY(answer_id) REFERENCES moment (id)
)
 WITHOUT ROWID

;
CREATE TABLE tally (
	kind VARCHAR(8) NOT NULL, 
	unit INTEGER NOT NULL, 
	period INTEGER NOT NULL, 
	"key" VARCHAR(128) NOT NULL, 
	counted BIGINT NOT NULL, 
	CONSTRAINT pk_tally PRIMARY KEY (kind, unit, period, "key")
)
 WITHOUT ROWID

;
CREATE TABLE sender_tally (
	unit INTEGER NOT NULL, 
	period INTEGER NOT NULL, 
	part BIGINT NOT NULL, 
	counts TEXT NOT NULL, 
	CONSTRAINT pk_sender_tally PRIMARY KEY (unit, period, part)
)
 WITHOUT ROWID

;
CREATE TABLE calendar_feed (
	hash VARCHAR(64) NOT NULL, 
	account_id VARCHAR(32) NOT NULL, 
	names BOOLEAN NOT NULL, 
	made_at BIGINT NOT NULL, 
	used_at BIGINT, 
	CONSTRAINT pk_calendar_feed PRIMARY KEY (hash), 
	CONSTRAINT fk_calendar_feed_account_id_account FOREIGN KEY(account_id) REFERENCES account (id), 
	CONSTRAINT uq_calendar_feed_account_id UNIQUE (account_id)
)
 WITHOUT ROWID

;
CREATE TABLE job (
	name VARCHAR(16) NOT NULL, 
	asked_at BIGINT NOT NULL, 
	account_id VARCHAR(32), 
	started_at BIGINT, 
	seen_at BIGINT, 
	done BIGINT NOT NULL, 
	total BIGINT NOT NULL, 
	ended_at BIGINT, 
	result TEXT, 
	CONSTRAINT pk_job PRIMARY KEY (name)
);
CREATE TABLE relation_import (
	number INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	file TEXT NOT NULL, 
	started_at BIGINT NOT NULL, 
	account_id VARCHAR(32), 
	operator TEXT, 
	lines BIGINT NOT NULL, 
	done BIGINT NOT NULL, 
	after_id BIGINT NOT NULL, 
	added BIGINT NOT NULL, 
	changed BIGINT NOT NULL, 
	refused BIGINT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	CONSTRAINT pk_relation_import PRIMARY KEY (number), 
	CONSTRAINT fk_relation_import_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);
CREATE TABLE relation_import_range (
	import_number BIGINT NOT NULL, 
	first_position BIGINT NOT NULL, 
	last_position BIGINT NOT NULL, 
	first_change BIGINT NOT NULL, 
	CONSTRAINT pk_relation_import_range PRIMARY KEY (import_number, first_position), 
	CONSTRAINT fk_relation_import_range_import_number_relation_import FOREIGN KEY(import_number) REFERENCES relation_import (number)
)
 WITHOUT ROWID

;
CREATE TABLE upload (
	id VARCHAR(32) NOT NULL, 
	account_id VARCHAR(32) NOT NULL, 
	kind VARCHAR(16) NOT NULL, 
	file TEXT NOT NULL, 
	size BIGINT NOT NULL, 
	uploaded_at BIGINT NOT NULL, 
	form TEXT NOT NULL, 
	state VARCHAR(16) NOT NULL, 
	import_number BIGINT, 
	fault TEXT, 
	CONSTRAINT pk_upload PRIMARY KEY (id), 
	CONSTRAINT fk_upload_account_id_account FOREIGN KEY(account_id) REFERENCES account (id)
);
CREATE TABLE upload_piece (
	upload_id VARCHAR(32) NOT NULL, 
	n INTEGER NOT NULL, 
	data BLOB NOT NULL, 
	CONSTRAINT pk_upload_piece PRIMARY KEY (upload_id, n), 
	CONSTRAINT fk_upload_piece_upload_id_upload FOREIGN KEY(upload_id) REFERENCES upload (id)
);
DELETE FROM relation_words_data;
DELETE FROM relation_words_idx;
DELETE FROM relation_words_config;
DELETE FROM moment_words_data;
DELETE FROM moment_words_idx;
DELETE FROM moment_words_config;
INSERT INTO alembic_version VALUES('0019');
INSERT INTO relation VALUES(1,'person','Relation 1 Ålesund','"Relation 1 Ålesund"',NULL,0,NULL,NULL,1,1,NULL,' relation 1 alesund @relation @1 @alesund ');
INSERT INTO relation VALUES(2,'person','Relation 2 Ålesund','"Relation 2 Ålesund"',NULL,0,NULL,NULL,2,2,NULL,' relation 2 alesund @relation @2 @alesund ');
INSERT INTO relation VALUES(3,'person','Renamed Ærø','"Renamed Ærø"',NULL,0,NULL,NULL,3,12,NULL,' renamed aero @renamed @aero ');
INSERT INTO relation VALUES(4,'person','Relation 4 Ålesund','"Relation 4 Ålesund"',NULL,0,NULL,NULL,4,4,NULL,' relation 4 alesund @relation @4 @alesund ');
INSERT INTO relation VALUES(5,'person','Relation 5 Ålesund','"Relation 5 Ålesund"',NULL,1,NULL,NULL,5,14,NULL,' relation 5 alesund ');
INSERT INTO relation VALUES(6,'person','Relation 6 Ålesund','"Relation 6 Ålesund"',NULL,0,7,NULL,6,13,NULL,' relation 6 alesund @relation @6 @alesund ');
INSERT INTO relation VALUES(7,'person','Relation 7 Ålesund','"Relation 7 Ålesund"',NULL,0,NULL,NULL,7,7,NULL,' relation 7 alesund @relation @7 @alesund ');
INSERT INTO relation VALUES(8,'person','Relation 8 Ålesund','"Relation 8 Ålesund"',NULL,0,NULL,NULL,8,8,NULL,' relation 8 alesund @relation @8 @alesund ');
INSERT INTO relation VALUES(9,'organisation','Board','"Board"','Board@Example.org',0,NULL,NULL,9,9,'board@example.org',' board @board ');
INSERT INTO relation VALUES(10,'person','Added','"Added"',NULL,0,NULL,NULL,10,10,NULL,' added @added ');
INSERT INTO relation VALUES(11,'person','Put','"Put"',NULL,0,NULL,'crm-11',11,11,NULL,' put @put ');
INSERT INTO relation VALUES(4242,'person','Late','"Late"',NULL,0,NULL,NULL,12,15,NULL,' late @late ');
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
INSERT INTO moment_type VALUES('ContactMomentPhone','Telephone call',1,1,'{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was said during the call","type":"string"},"direction":{"title":"Direction","description":"Who called whom: in, if they called us","examples":["in","out"]},"outcome":{"title":"Outcome","description":"How the call ended","examples":["spoke","no answer","voicemail","called back"]},"durationMinutes":{"title":"Duration in minutes","description":"How long the call took","examples":[5,15]}},"required":["subject","senderId","recipients"]}');
INSERT INTO moment_type VALUES('ContactMomentVisit','Visit',1,2,'{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was discussed","type":"string"},"location":{"title":"Location","description":"Where the visit took place","type":"string","maxLength":255}},"required":["subject","senderId","recipients"]}');
INSERT INTO moment_type VALUES('ContactMomentLetter','Letter',1,3,'{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What the letter says, or a summary of it","type":"string"}},"required":["subject","senderId","recipients"]}');
INSERT INTO moment_type VALUES('ContactMomentEmail','E-mail',0,4,'{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the message","type":"string"},"messageId":{"title":"Message ID","description":"The Message-ID of the e-mail (RFC 5322)","type":"string","maxLength":998}},"required":["subject","senderId","recipients"]}');
INSERT INTO moment_type VALUES('ContactMomentNote','Note',1,5,'{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the note","type":"string"}},"required":["subject","senderId","recipients"]}');
INSERT INTO moment_type VALUES('ContactMomentOwn','Own',1,6,'{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"room":{"type":"string","title":"Room"}},"required":["subject","senderId","recipients"]}');
INSERT INTO client VALUES('c843ce8ecfa65b42c20007e9b79e3ef0','Follower','4c582cc13660d08ff95956e3e93047bc2c23a1457ba19ec5d17e5075ddb2f5d9','contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view',1795959002510572,NULL,1,0,1,1795959011789910);
INSERT INTO client VALUES('4dc104f3eb1ec5b554dd37dc0b839d3f','Former','ec8d643e74f811b0b05a48f0c409c32df1c5619e5896d5bdff29533f54dc5816','contact_moment/view',1795959002549150,1795959002581557,0,0,1,NULL);
INSERT INTO client VALUES('c8e5628d31dc3875f914aea26e18d77f','App','ff68111df92f20b478af840cea4d922c9a4265d184c1e54e7c7df283e5c49d5b','contact_moment/add contact_moment/view',1795959013535165,NULL,0,0,1,1795959013677295);
INSERT INTO token VALUES('273d06b7cddec73b02be318ae7848d1e80073332b21f2a4045e8031c673cabae','c843ce8ecfa65b42c20007e9b79e3ef0','contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view',1795962624302094,NULL);
INSERT INTO token VALUES('4b1b77071d9a9d673c8c5f375d82726934841bf72be50f84894a3dfed39b21b6','c8e5628d31dc3875f914aea26e18d77f','contact_moment/add contact_moment/view',1795962613677295,'322abcc126472984ff9f102c4b072361');
INSERT INTO token VALUES('ad6f32f9a7a09f1a8ee066a403e8193e757f38e5ed57979660d29d6e91e37bb0','c843ce8ecfa65b42c20007e9b79e3ef0','contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view',1795962611789910,NULL);
INSERT INTO moment VALUES(1,1,1,'ContactMomentNote',1,1547197200000000,NULL,0,'{"id":1,"subject":"Imported 0 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-01-11',70,20,NULL,NULL,'import');
INSERT INTO moment VALUES(2,39,2,'ContactMomentLetter',2,1549875600000000,NULL,0,'{"id":2,"subject":"Corrected","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":',',"recipients":[4]}','2019-02-11',52,20,NULL,NULL,'import');
INSERT INTO moment VALUES(3,3,1,'ContactMomentVisit',3,1552294800000000,NULL,0,'{"id":3,"subject":"Imported 2 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-03-11',70,13,NULL,NULL,'import');
INSERT INTO moment VALUES(4,4,1,'ContactMomentNote',1,1554973200000000,NULL,0,'{"id":4,"subject":"Imported 3 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-04-11',70,20,NULL,NULL,'import');
INSERT INTO moment VALUES(7,7,1,'ContactMomentNote',1,1562835600000000,NULL,0,'{"id":7,"subject":"Imported 6 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-07-11',70,20,NULL,NULL,'import');
INSERT INTO moment VALUES(8,8,1,'ContactMomentLetter',2,1565514000000000,NULL,0,'{"id":8,"subject":"Imported 7 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-08-11T11:00:00","action":null,"tags":',',"recipients":[3,8]}','2019-08-11',70,20,NULL,NULL,'import');
INSERT INTO moment VALUES(9,9,1,'ContactMomentVisit',3,1568192400000000,NULL,0,'{"id":9,"subject":"Imported 8 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-09-11',70,13,NULL,NULL,'import');
INSERT INTO moment VALUES(10,10,1,'ContactMomentNote',1,1547197200000000,NULL,0,'{"id":10,"subject":"Imported 9 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-01-11',71,20,NULL,NULL,'import');
INSERT INTO moment VALUES(11,11,1,'ContactMomentLetter',2,1549875600000000,NULL,0,'{"id":11,"subject":"Imported 10 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":',',"recipients":[3,8]}','2019-02-11',72,20,NULL,NULL,'import');
INSERT INTO moment VALUES(12,12,1,'ContactMomentVisit',3,1552294800000000,NULL,0,'{"id":12,"subject":"Imported 11 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-03-11',72,13,NULL,NULL,'import');
INSERT INTO moment VALUES(13,13,1,'ContactMomentNote',1,1554973200000000,NULL,0,'{"id":13,"subject":"Imported 12 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-04-11',72,20,NULL,NULL,'import');
INSERT INTO moment VALUES(14,14,1,'ContactMomentLetter',2,1557565200000000,NULL,0,'{"id":14,"subject":"Imported 13 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-05-11T11:00:00","action":null,"tags":',',"recipients":[3,8]}','2019-05-11',72,20,NULL,NULL,'import');
INSERT INTO moment VALUES(15,15,1,'ContactMomentVisit',3,1560243600000000,NULL,0,'{"id":15,"subject":"Imported 14 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-06-11',72,13,NULL,NULL,'import');
INSERT INTO moment VALUES(16,16,1,'ContactMomentNote',1,1562835600000000,NULL,0,'{"id":16,"subject":"Imported 15 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-07-11',72,20,NULL,NULL,'import');
INSERT INTO moment VALUES(17,17,1,'ContactMomentLetter',2,1565514000000000,NULL,0,'{"id":17,"subject":"Imported 16 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-08-11T11:00:00","action":null,"tags":',',"recipients":[3,8]}','2019-08-11',72,20,NULL,NULL,'import');
INSERT INTO moment VALUES(18,18,1,'ContactMomentVisit',3,1568192400000000,NULL,0,'{"id":18,"subject":"Imported 17 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-09-11',72,13,NULL,NULL,'import');
INSERT INTO moment VALUES(19,19,1,'ContactMomentNote',1,1547197200000000,NULL,0,'{"id":19,"subject":"Imported 18 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-01-11',72,20,NULL,NULL,'import');
INSERT INTO moment VALUES(20,20,1,'ContactMomentLetter',2,1549875600000000,NULL,0,'{"id":20,"subject":"Imported 19 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":',',"recipients":[3,8]}','2019-02-11',72,20,NULL,NULL,'import');
INSERT INTO moment VALUES(21,21,1,'ContactMomentVisit',3,1552294800000000,NULL,0,'{"id":21,"subject":"Imported 20 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-03-11',72,13,NULL,NULL,'import');
INSERT INTO moment VALUES(22,22,1,'ContactMomentNote',1,1554973200000000,NULL,0,'{"id":22,"subject":"Imported 21 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-04-11',72,20,NULL,NULL,'import');
INSERT INTO moment VALUES(23,23,1,'ContactMomentLetter',2,1557565200000000,NULL,0,'{"id":23,"subject":"Imported 22 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-05-11T11:00:00","action":null,"tags":',',"recipients":[3,8]}','2019-05-11',72,20,NULL,NULL,'import');
INSERT INTO moment VALUES(24,24,1,'ContactMomentVisit',3,1560243600000000,NULL,0,'{"id":24,"subject":"Imported 23 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":',',"recipients":[4,8]}','2019-06-11',72,13,NULL,NULL,'import');
INSERT INTO moment VALUES(25,25,1,'ContactMomentNote',1,1562835600000000,NULL,1,'{"id":25,"subject":"Imported 24 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-07-11',72,20,'letter-1',NULL,'import');
INSERT INTO moment VALUES(26,26,1,'ContactMomentNote',1,1562835600000000,NULL,1,'{"id":26,"subject":"Imported 24 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":',',"recipients":[2,8]}','2019-07-11',72,20,'letter-1',NULL,'import');
INSERT INTO moment VALUES(28,29,1,'ContactMomentPhone',1,1795959011877426,17,2,'{"id":28,"subject":"Call 1 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:30:11","action":17,"tags":',',"recipients":[2]}','2026-11-29',63,20,NULL,'c843ce8ecfa65b42c20007e9b79e3ef0','api');
INSERT INTO moment VALUES(29,30,1,'ContactMomentPhone',1,1593637200000000,NULL,0,'{"id":29,"subject":"Call 2 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2020-07-01T23:00:00","action":null,"tags":',',"recipients":[2,9]}','2020-07-01',63,20,NULL,'c843ce8ecfa65b42c20007e9b79e3ef0','api');
INSERT INTO moment VALUES(30,31,1,'ContactMomentPhone',1,1795959011970756,NULL,0,'{"id":30,"subject":"Call 3 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:30:11","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20,'ticket-3','c843ce8ecfa65b42c20007e9b79e3ef0','api');
INSERT INTO moment VALUES(31,32,1,'ContactMomentPhone',10,1795959012008667,NULL,0,'{"id":31,"subject":"Call 4 \"quoted\" ☎","senderId":10,"sender":"Added","type":"ContactMomentPhone","dateTime":"2026-11-29T14:30:12","action":null,"tags":',',"recipients":[2]}','2026-11-29',64,7,NULL,'c843ce8ecfa65b42c20007e9b79e3ef0','api');
INSERT INTO moment VALUES(32,37,1,'ContactMomentPhone',7,1795959012028598,NULL,0,'{"id":32,"subject":"Call 5 \"quoted\" ☎","senderId":7,"sender":"Relation 7 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:30:12","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20,NULL,'c843ce8ecfa65b42c20007e9b79e3ef0','api');
INSERT INTO moment VALUES(33,38,1,'ContactMomentPhone',1,1795959012053993,NULL,0,'{"id":33,"subject":"Call 6 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:30:12","action":null,"tags":',',"recipients":[7]}','2026-11-29',63,20,NULL,'c843ce8ecfa65b42c20007e9b79e3ef0','api');
INSERT INTO moment VALUES(34,35,1,'ContactMomentPhone',1,1795959012079881,NULL,0,'{"id":34,"subject":"Call 7 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:30:12","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20,NULL,'c843ce8ecfa65b42c20007e9b79e3ef0','api');
INSERT INTO moment VALUES(35,36,1,'ContactMomentPhone',1,1795959012105316,NULL,0,'{"id":35,"subject":"Call 8 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:30:12","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20,NULL,'c843ce8ecfa65b42c20007e9b79e3ef0','api');
INSERT INTO moment VALUES(36,42,1,'ContactMomentPhone',4242,1795959012142236,NULL,0,'{"id":36,"subject":"Call 9 \"quoted\" ☎","senderId":4242,"sender":"Late","type":"ContactMomentPhone","dateTime":"2026-11-29T14:30:12","action":null,"tags":',',"recipients":[2]}','2026-11-29',66,6,NULL,'c843ce8ecfa65b42c20007e9b79e3ef0','api');
INSERT INTO version VALUES(1,1,1795959002789651,NULL,'import','{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 0 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(2,1,1795959002789651,NULL,'import','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 1 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(3,1,1795959002789651,NULL,'import','{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 2 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(4,1,1795959002789651,NULL,'import','{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 3 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(7,1,1795959002789651,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 6 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(8,1,1795959002789651,NULL,'import','{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 7 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(9,1,1795959002789651,NULL,'import','{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 8 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(10,1,1795959002789651,NULL,'import','{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 9 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(11,1,1795959002789651,NULL,'import','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 10 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(12,1,1795959002789651,NULL,'import','{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 11 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(13,1,1795959002789651,NULL,'import','{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 12 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(14,1,1795959002789651,NULL,'import','{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 13 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(15,1,1795959002789651,NULL,'import','{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 14 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(16,1,1795959002789651,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 15 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(17,1,1795959002789651,NULL,'import','{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 16 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(18,1,1795959002789651,NULL,'import','{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 17 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(19,1,1795959002789651,NULL,'import','{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 18 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(20,1,1795959002789651,NULL,'import','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 19 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(21,1,1795959002789651,NULL,'import','{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 20 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(22,1,1795959002789651,NULL,'import','{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 21 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(23,1,1795959002789651,NULL,'import','{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 22 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(24,1,1795959002789651,NULL,'import','{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 23 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(25,1,1795959002789651,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}',NULL,NULL);
INSERT INTO version VALUES(26,1,1795959002789651,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}',NULL,NULL);
INSERT INTO version VALUES(28,1,1795959011881233,'c843ce8ecfa65b42c20007e9b79e3ef0','api','{"dateTime":"2026-11-29T13:30:11.877426Z","subject":"Call 1 \"quoted\" ☎","senderId":1,"recipients":[2],"action_code":17,"tagIds":[2],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(29,1,1795959011945736,'c843ce8ecfa65b42c20007e9b79e3ef0','api','{"dateTime":"2020-07-01T21:00:00Z","subject":"Call 2 \"quoted\" ☎","senderId":1,"recipients":[2,9],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(30,1,1795959011976809,'c843ce8ecfa65b42c20007e9b79e3ef0','api','{"dateTime":"2026-11-29T13:30:11.970756Z","subject":"Call 3 \"quoted\" ☎","senderId":1,"recipients":[2],"reference":"ticket-3","contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(31,1,1795959012010259,'c843ce8ecfa65b42c20007e9b79e3ef0','api','{"dateTime":"2026-11-29T13:30:12.008667Z","subject":"Call 4 \"quoted\" ☎","senderId":10,"recipients":[2],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(32,1,1795959012033148,'c843ce8ecfa65b42c20007e9b79e3ef0','api','{"dateTime":"2026-11-29T13:30:12.028598Z","subject":"Call 5 \"quoted\" ☎","senderId":6,"recipients":[2],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(33,1,1795959012054753,'c843ce8ecfa65b42c20007e9b79e3ef0','api','{"dateTime":"2026-11-29T13:30:12.053993Z","subject":"Call 6 \"quoted\" ☎","senderId":1,"recipients":[6],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(34,1,1795959012080497,'c843ce8ecfa65b42c20007e9b79e3ef0','api','{"dateTime":"2026-11-29T13:30:12.079881Z","subject":"Call 7 \"quoted\" ☎","senderId":1,"recipients":[2],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(35,1,1795959012105814,'c843ce8ecfa65b42c20007e9b79e3ef0','api','{"dateTime":"2026-11-29T13:30:12.105316Z","subject":"Call 8 \"quoted\" ☎","senderId":1,"recipients":[2],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(2,2,1795959014628762,NULL,'command','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Corrected","senderId":2,"recipients":[4]}','Ada',NULL);
INSERT INTO version VALUES(36,1,1795959015134876,'c843ce8ecfa65b42c20007e9b79e3ef0','api','{"dateTime":"2026-11-29T13:30:12.142236Z","subject":"Call 9 \"quoted\" ☎","senderId":4242,"recipients":[2],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO link VALUES(1,1,1,1547197200000000);
INSERT INTO link VALUES(1,4,10,1547197200000000);
INSERT INTO link VALUES(1,7,19,1547197200000000);
INSERT INTO link VALUES(1,2,4,1554973200000000);
INSERT INTO link VALUES(1,5,13,1554973200000000);
INSERT INTO link VALUES(1,8,22,1554973200000000);
INSERT INTO link VALUES(1,3,7,1562835600000000);
INSERT INTO link VALUES(1,6,16,1562835600000000);
INSERT INTO link VALUES(1,9,25,1562835600000000);
INSERT INTO link VALUES(1,10,26,1562835600000000);
INSERT INTO link VALUES(1,13,29,1593637200000000);
INSERT INTO link VALUES(1,12,28,1795959011877426);
INSERT INTO link VALUES(1,14,30,1795959011970756);
INSERT INTO link VALUES(1,15,33,1795959012053993);
INSERT INTO link VALUES(1,16,34,1795959012079881);
INSERT INTO link VALUES(1,17,35,1795959012105316);
INSERT INTO link VALUES(2,1,1,1547197200000000);
INSERT INTO link VALUES(2,7,10,1547197200000000);
INSERT INTO link VALUES(2,13,19,1547197200000000);
INSERT INTO link VALUES(2,2,2,1549875600000000);
INSERT INTO link VALUES(2,8,11,1549875600000000);
INSERT INTO link VALUES(2,14,20,1549875600000000);
INSERT INTO link VALUES(2,3,4,1554973200000000);
INSERT INTO link VALUES(2,9,13,1554973200000000);
INSERT INTO link VALUES(2,15,22,1554973200000000);
INSERT INTO link VALUES(2,10,14,1557565200000000);
INSERT INTO link VALUES(2,16,23,1557565200000000);
INSERT INTO link VALUES(2,5,7,1562835600000000);
INSERT INTO link VALUES(2,11,16,1562835600000000);
INSERT INTO link VALUES(2,17,25,1562835600000000);
INSERT INTO link VALUES(2,18,26,1562835600000000);
INSERT INTO link VALUES(2,6,8,1565514000000000);
INSERT INTO link VALUES(2,12,17,1565514000000000);
INSERT INTO link VALUES(2,21,29,1593637200000000);
INSERT INTO link VALUES(2,20,28,1795959011877426);
INSERT INTO link VALUES(2,22,30,1795959011970756);
INSERT INTO link VALUES(2,23,31,1795959012008667);
INSERT INTO link VALUES(2,24,32,1795959012028598);
INSERT INTO link VALUES(2,25,34,1795959012079881);
INSERT INTO link VALUES(2,26,35,1795959012105316);
INSERT INTO link VALUES(2,27,36,1795959012142236);
INSERT INTO link VALUES(3,7,11,1549875600000000);
INSERT INTO link VALUES(3,13,20,1549875600000000);
INSERT INTO link VALUES(3,2,3,1552294800000000);
INSERT INTO link VALUES(3,8,12,1552294800000000);
INSERT INTO link VALUES(3,14,21,1552294800000000);
INSERT INTO link VALUES(3,9,14,1557565200000000);
INSERT INTO link VALUES(3,15,23,1557565200000000);
INSERT INTO link VALUES(3,10,15,1560243600000000);
INSERT INTO link VALUES(3,16,24,1560243600000000);
INSERT INTO link VALUES(3,5,8,1565514000000000);
INSERT INTO link VALUES(3,11,17,1565514000000000);
INSERT INTO link VALUES(3,6,9,1568192400000000);
INSERT INTO link VALUES(3,12,18,1568192400000000);
INSERT INTO link VALUES(4,9,2,1549875600000000);
INSERT INTO link VALUES(4,1,3,1552294800000000);
INSERT INTO link VALUES(4,4,12,1552294800000000);
INSERT INTO link VALUES(4,7,21,1552294800000000);
INSERT INTO link VALUES(4,5,15,1560243600000000);
INSERT INTO link VALUES(4,8,24,1560243600000000);
INSERT INTO link VALUES(4,3,9,1568192400000000);
INSERT INTO link VALUES(4,6,18,1568192400000000);
INSERT INTO link VALUES(7,1,32,1795959012028598);
INSERT INTO link VALUES(7,2,33,1795959012053993);
INSERT INTO link VALUES(8,1,1,1547197200000000);
INSERT INTO link VALUES(8,10,10,1547197200000000);
INSERT INTO link VALUES(8,19,19,1547197200000000);
INSERT INTO link VALUES(8,11,11,1549875600000000);
INSERT INTO link VALUES(8,20,20,1549875600000000);
INSERT INTO link VALUES(8,3,3,1552294800000000);
INSERT INTO link VALUES(8,12,12,1552294800000000);
INSERT INTO link VALUES(8,21,21,1552294800000000);
INSERT INTO link VALUES(8,4,4,1554973200000000);
INSERT INTO link VALUES(8,13,13,1554973200000000);
INSERT INTO link VALUES(8,22,22,1554973200000000);
INSERT INTO link VALUES(8,14,14,1557565200000000);
INSERT INTO link VALUES(8,23,23,1557565200000000);
INSERT INTO link VALUES(8,15,15,1560243600000000);
INSERT INTO link VALUES(8,24,24,1560243600000000);
INSERT INTO link VALUES(8,7,7,1562835600000000);
INSERT INTO link VALUES(8,16,16,1562835600000000);
INSERT INTO link VALUES(8,25,25,1562835600000000);
INSERT INTO link VALUES(8,26,26,1562835600000000);
INSERT INTO link VALUES(8,8,8,1565514000000000);
INSERT INTO link VALUES(8,17,17,1565514000000000);
INSERT INTO link VALUES(8,9,9,1568192400000000);
INSERT INTO link VALUES(8,18,18,1568192400000000);
INSERT INTO link VALUES(9,1,29,1593637200000000);
INSERT INTO link VALUES(10,1,31,1795959012008667);
INSERT INTO link VALUES(4242,1,36,1795959012142236);
INSERT INTO register VALUES(1,36,42,1795959015,7,'1 Europe/Amsterdam b10f9542a850',1795959024,3,0,12,15,1795959014499246,'1 NL',0,0,0);
INSERT INTO tick VALUES(1795959002,1);
INSERT INTO tick VALUES(1795959003,27);
INSERT INTO tick VALUES(1795959011,29);
INSERT INTO tick VALUES(1795959012,32);
INSERT INTO tick VALUES(1795959014,37);
INSERT INTO tick VALUES(1795959015,42);
INSERT INTO left_link VALUES(1,11,27,1795959003244647);
INSERT INTO left_link VALUES(2,4,5,1795959014760052);
INSERT INTO left_link VALUES(2,19,27,1795959003244647);
INSERT INTO left_link VALUES(3,1,2,1795959014628762);
INSERT INTO left_link VALUES(3,3,5,1795959014760052);
INSERT INTO left_link VALUES(3,4,6,1795959014873512);
INSERT INTO left_link VALUES(4,2,6,1795959014873512);
INSERT INTO left_link VALUES(8,2,2,1795959014628762);
INSERT INTO left_link VALUES(8,5,5,1795959014760052);
INSERT INTO left_link VALUES(8,6,6,1795959014873512);
INSERT INTO left_link VALUES(8,27,27,1795959003244647);
INSERT INTO withdrawn VALUES(5,2,40,1795959014760052,'erasure','root');
INSERT INTO withdrawn VALUES(6,3,41,1795959014873512,'duplicate','root');
INSERT INTO withdrawn VALUES(27,1,28,1795959003244647,'mistake','root');
INSERT INTO registration_key VALUES(X'8C88ED2A06EA44D7F272AF87441E76CE593FDA5EC0611AD2314CACC81AC3D545',30);
INSERT INTO idempotency_key VALUES(X'94AC27A37F3862F62AC8B3B7BBEC92B14EBC993D504DE3CD74DE3BDBFCBC0043',X'DF1E30704D7D1C66E0A3AD8F6DB846A7284C126EDCA77F9EC7878E6AC2AB0077',35,1795959012105814);
INSERT INTO parked VALUES(3,'c843ce8ecfa65b42c20007e9b79e3ef0',X'52D9B00D31D699778885BF99C38DB8A74029ED9B0E00326DF928EF0CDA367112',X'52D9B00D31D699778885BF99C38DB8A74029ED9B0E00326DF928EF0CDA367112',NULL,'ContactMomentPhone','{"subject":"Call 9 \"quoted\" ☎","senderId":4444,"recipients":[2],"contents":"Asked\nand answered"}','sender_not_available',1795959012189356,1,NULL);
INSERT INTO numbering VALUES('relation',0,0,-1,NULL,0,0,0,0,0);
INSERT INTO numbering VALUES('whole',1795959024000000,0,-1,NULL,0,0,0,0,0);
INSERT INTO moment_import VALUES(1,'af238f18aafe30e4ef6170b570e50d3661261481034b3e2d3f23e840d22400a7','history.jsonl',1795959002754155,26,26,26,'complete',NULL,'root');
INSERT INTO moment_import VALUES(2,NULL,'wrong.jsonl',1795959003121433,1,1,1,'undone',NULL,'root');
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
INSERT INTO relation_words_data VALUES(1,X'0C33');
INSERT INTO relation_words_data VALUES(10,X'000000020107070007010101020101030101040101050101060101070101');
INSERT INTO relation_words_data VALUES(137438953473,X'0000010F023031010101320201013404010136060101370701013808010240310102013202020134040201360602013707020138080207616C6573756E64010102020101020872656C6174696F6E0101020201010107616C6573756E64010102020101010872656C6174696F6E01010202010100033140310102013202020134040201360602013707020138080201610101020201010201720101020201010102616C0101020201010102726501010202010100043240616C010102020101020272650101020201010103616C65010102020101010372656C01010202010100053340616C65010102020101020372656C0101020201010104616C6573010102020101010472656C61010102020101040404040404040504040404040F100F1006040404040409090A0A0C0A0B0B0D0B0C');
INSERT INTO relation_words_data VALUES(274877906945,X'0000003C073040626F617264090105626F617264090003314062090102626F0900043240626F090103626F610900053340626F61090104626F6172090409080605070608');
INSERT INTO relation_words_data VALUES(412316860417,X'0000003C07304061646465640A010561646465640A00033140610A010261640A0004324061640A01036164640A000533406164640A0104616464650A0409080605070608');
INSERT INTO relation_words_data VALUES(549755813889,X'000000310530407075740B01037075740B00033140700B010270750B0004324070750B01037075740B000533407075740B04070606050706');
INSERT INTO relation_words_data VALUES(687194767361,X'0000006F0630406165726F03020772656E616D65640301046165726F03010772656E616D6564030003314061030201720301026165030102726503000432406165030202726503010361657203010372656E030005334061657203020372656E0301046165726F03010472656E610304080A070A0604050507050606080607');
INSERT INTO relation_words_data VALUES(824633720833,X'00000044023035050107616C6573756E6405010872656C6174696F6E05000331616C050102726505000432616C6505010372656C05000533616C657305010472656C610504040A0B0605070608');
INSERT INTO relation_words_data VALUES(962072674305,X'000000420630406C617465A11201046C617465A112000331406CA11201026C61A112000432406C61A11201036C6174A112000533406C6174A11201046C617465A1120409080706080709');
INSERT INTO relation_words_idx VALUES(1,X'',2);
INSERT INTO relation_words_idx VALUES(2,X'',2);
INSERT INTO relation_words_idx VALUES(3,X'',2);
INSERT INTO relation_words_idx VALUES(4,X'',2);
INSERT INTO relation_words_idx VALUES(5,X'',2);
INSERT INTO relation_words_idx VALUES(6,X'',2);
INSERT INTO relation_words_idx VALUES(7,X'',2);
INSERT INTO relation_words_config VALUES('secure-delete',1);
INSERT INTO relation_words_config VALUES('version',5);
INSERT INTO relation_tick VALUES(1795959002,1);
INSERT INTO relation_tick VALUES(1795959012,11);
INSERT INTO relation_tick VALUES(1795959014,12);
INSERT INTO moment_text VALUES(1,' =1 @2 @8  imported 0 about membership ',1547197200000000);
INSERT INTO moment_text VALUES(2,' =2 @4  corrected ',1549875600000000);
INSERT INTO moment_text VALUES(3,' =3 @4 @8  imported 2 about membership ',1552294800000000);
INSERT INTO moment_text VALUES(4,' =1 @2 @8  imported 3 about membership ',1554973200000000);
INSERT INTO moment_text VALUES(7,' =1 @2 @8  imported 6 about membership ',1562835600000000);
INSERT INTO moment_text VALUES(8,' =2 @3 @8  imported 7 about membership ',1565514000000000);
INSERT INTO moment_text VALUES(9,' =3 @4 @8  imported 8 about membership ',1568192400000000);
INSERT INTO moment_text VALUES(10,' =1 @2 @8  imported 9 about membership ',1547197200000000);
INSERT INTO moment_text VALUES(11,' =2 @3 @8  imported 10 about membership ',1549875600000000);
INSERT INTO moment_text VALUES(12,' =3 @4 @8  imported 11 about membership ',1552294800000000);
INSERT INTO moment_text VALUES(13,' =1 @2 @8  imported 12 about membership ',1554973200000000);
INSERT INTO moment_text VALUES(14,' =2 @3 @8  imported 13 about membership ',1557565200000000);
INSERT INTO moment_text VALUES(15,' =3 @4 @8  imported 14 about membership ',1560243600000000);
INSERT INTO moment_text VALUES(16,' =1 @2 @8  imported 15 about membership ',1562835600000000);
INSERT INTO moment_text VALUES(17,' =2 @3 @8  imported 16 about membership ',1565514000000000);
INSERT INTO moment_text VALUES(18,' =3 @4 @8  imported 17 about membership ',1568192400000000);
INSERT INTO moment_text VALUES(19,' =1 @2 @8  imported 18 about membership ',1547197200000000);
INSERT INTO moment_text VALUES(20,' =2 @3 @8  imported 19 about membership ',1549875600000000);
INSERT INTO moment_text VALUES(21,' =3 @4 @8  imported 20 about membership ',1552294800000000);
INSERT INTO moment_text VALUES(22,' =1 @2 @8  imported 21 about membership ',1554973200000000);
INSERT INTO moment_text VALUES(23,' =2 @3 @8  imported 22 about membership ',1557565200000000);
INSERT INTO moment_text VALUES(24,' =3 @4 @8  imported 23 about membership ',1560243600000000);
INSERT INTO moment_text VALUES(25,' =1 @2 @8  imported 24 about membership  _letter _1 ',1562835600000000);
INSERT INTO moment_text VALUES(26,' =1 @2 @8  imported 24 about membership  _letter _1 ',1562835600000000);
INSERT INTO moment_text VALUES(28,' =1 @2  call 1 quoted  _asked _and _answered ',1795959011877426);
INSERT INTO moment_text VALUES(29,' =1 @2 @9  call 2 quoted  _asked _and _answered ',1593637200000000);
INSERT INTO moment_text VALUES(30,' =1 @2  call 3 quoted  _ticket _3  _asked _and _answered ',1795959011970756);
INSERT INTO moment_text VALUES(31,' =10 @2  call 4 quoted  _asked _and _answered ',1795959012008667);
INSERT INTO moment_text VALUES(32,' =6 @2  call 5 quoted  _asked _and _answered ',1795959012028598);
INSERT INTO moment_text VALUES(33,' =1 @6  call 6 quoted  _asked _and _answered ',1795959012053993);
INSERT INTO moment_text VALUES(34,' =1 @2  call 7 quoted  _asked _and _answered ',1795959012079881);
INSERT INTO moment_text VALUES(35,' =1 @2  call 8 quoted  _asked _and _answered ',1795959012105316);
INSERT INTO moment_text VALUES(36,' =4242 @2  call 9 quoted  _asked _and _answered ',1795959012142236);
INSERT INTO moment_words_data VALUES(1,X'218173');
INSERT INTO moment_words_data VALUES(10,X'00000002010C0C000C0101010201010301010401010501010601010701010801010901010A01010B01010C0101');
INSERT INTO moment_words_data VALUES(137438953473,X'000002E002303001010231300B0201310C0201320D0201330E0201340F020135100201361102013712020138130201391401013203020130150201311602013217020133180201341901010133040101360701013708010138090101390A01023D310103030303030303030102013208030303030302013303060303030303010240320103030303030303030102013308030303030302013403060303030303020138010201030101010101010101010101010101010101010101025F31190102066C65747465721901010561626F757401020103010101010101010101010101010101010101010108696D706F727465640102010301010101010101010101010101010101010101010A6D656D62657273686970010201030101010101010101010101010101010101010100033131300B0201310C0201320D0201330E0201340F02013510020136110201371202013813020139140102323015020131160201321702013318020134190101023D310103030303030303030102013208030303030302013303060303030303010240320103030303030303030102013308030303030302013403060303030303020138010201030101010101010101010101010101010101010101025F31190102016C19010102616201020103010101010101010101010101010101010101010102696D010201030101010101010101010101010101010101010101026D6501020103010101010101010101010101010101010101010004325F6C651901010361626F01020103010101010101010101010101010101010101010103696D70010201030101010101010101010101010101010101010101036D656D01020103010101010101010101010101010101010101010005335F6C65741901010461626F7501020103010101010101010101010101010101010101010104696D706F010201030101010101010101010101010101010101010101046D656D62010201030101010101010101010101010101010101010104040504040404040404040404040404040504040404040E090A0E090A1A060A1E21230604040404040404040405040404050E090A0E090A1A06051B1B1B081C1C1C091D1D');
INSERT INTO moment_words_data VALUES(274877906945,X'00000004');
INSERT INTO moment_words_data VALUES(412316860417,X'000000890230311C01023D311C010240321C01045F616E641C04067377657265641C0304736B65641C010463616C6C1C010671756F7465641C0003313D311C010240321C01025F611C010263611C010271751C0004325F616E1C0301731C010363616C1C010371756F1C0005335F616E641C0401731C0302736B1C010463616C6C1C010471756F741C04040505070907070906050505050704060608040507');
INSERT INTO moment_words_data VALUES(549755813889,X'000000910230321D01023D311D010240321D0201391D01045F616E641D04067377657265641D0304736B65641D010463616C6C1D010671756F7465641D0003313D311D010240321D0201391D01025F611D010263611D010271751D0004325F616E1D0301731D010363616C1D010371756F1D0005335F616E641D0401731D0302736B1D010463616C6C1D010471756F741D040405050407090707090605040505050704060608040507');
INSERT INTO moment_words_data VALUES(687194767361,X'000000A90230331E01023D311E010240321E01025F331E0203616E641E04067377657265641E0304736B65641E02067469636B65741E010463616C6C1E010671756F7465641E0003313D311E010240321E01025F331E0201611E0201741E010263611E010271751E0004325F616E1E0301731E020274691E010363616C1E010371756F1E0005335F616E641E0401731E0302736B1E02037469631E010463616C6C1E010471756F741E04040505050609070907090605050404050507040506060804050607');
INSERT INTO moment_words_data VALUES(824633720833,X'000000900230341F01033D31301F010240321F01045F616E641F04067377657265641F0304736B65641F010463616C6C1F010671756F7465641F0003313D311F010240321F01025F611F010263611F010271751F0004323D31301F01035F616E1F0301731F010363616C1F010371756F1F0005335F616E641F0401731F0302736B1F010463616C6C1F010471756F741F0404060507090707090605050505070604060608040507');
INSERT INTO moment_words_data VALUES(962072674305,X'000000890230352001023D3620010240322001045F616E64200406737765726564200304736B656420010463616C6C20010671756F746564200003313D3620010240322001025F6120010263612001027175200004325F616E2003017320010363616C20010371756F200005335F616E6420040173200302736B20010463616C6C20010471756F742004040505070907070906050505050704060608040507');
INSERT INTO moment_words_data VALUES(1099511627777,X'000000890230362101023D3121010240362101045F616E64210406737765726564210304736B656421010463616C6C21010671756F746564210003313D3121010240362101025F6121010263612101027175210004325F616E2103017321010363616C21010371756F210005335F616E6421040173210302736B21010463616C6C21010471756F742104040505070907070906050505050704060608040507');
INSERT INTO moment_words_data VALUES(1236950581249,X'000000890230372201023D3122010240322201045F616E64220406737765726564220304736B656422010463616C6C22010671756F746564220003313D3122010240322201025F6122010263612201027175220004325F616E2203017322010363616C22010371756F220005335F616E6422040173220302736B22010463616C6C22010471756F742204040505070907070906050505050704060608040507');
INSERT INTO moment_words_data VALUES(1374389534721,X'000000890230382301023D3123010240322301045F616E64230406737765726564230304736B656423010463616C6C23010671756F746564230003313D3123010240322301025F6123010263612301027175230004325F616E2303017323010363616C23010371756F230005335F616E6423040173230302736B23010463616C6C23010471756F742304040505070907070906050505050704060608040507');
INSERT INTO moment_words_data VALUES(1511828488193,X'0000003903303D320201024034020109636F72726563746564020003313D320201024034020102636F02000432636F7202000533636F7272020405050C06050507');
INSERT INTO moment_words_data VALUES(1649267441665,X'000000990230392401053D3432343224010240322401045F616E64240406737765726564240304736B656424010463616C6C24010671756F746564240003313D3424010240322401025F6124010263612401027175240004323D34322401035F616E2403017324010363616C24010371756F240005333D3432342401045F616E6424040173240302736B24010463616C6C24010471756F7424040408050709070709060505050507060406060807040507');
INSERT INTO moment_words_idx VALUES(1,X'',2);
INSERT INTO moment_words_idx VALUES(2,X'',2);
INSERT INTO moment_words_idx VALUES(3,X'',2);
INSERT INTO moment_words_idx VALUES(4,X'',2);
INSERT INTO moment_words_idx VALUES(5,X'',2);
INSERT INTO moment_words_idx VALUES(6,X'',2);
INSERT INTO moment_words_idx VALUES(7,X'',2);
INSERT INTO moment_words_idx VALUES(8,X'',2);
INSERT INTO moment_words_idx VALUES(9,X'',2);
INSERT INTO moment_words_idx VALUES(10,X'',2);
INSERT INTO moment_words_idx VALUES(11,X'',2);
INSERT INTO moment_words_idx VALUES(12,X'',2);
INSERT INTO moment_words_config VALUES('secure-delete',1);
INSERT INTO moment_words_config VALUES('version',5);
INSERT INTO role VALUES('reader','contact_moment/details contact_moment/view relation/view',0,1);
INSERT INTO role VALUES('registrar','contact_moment/add contact_moment/details contact_moment/view relation/view',0,1);
INSERT INTO role VALUES('editor','contact_moment/add contact_moment/details contact_moment/edit contact_moment/export contact_moment/view contact_moment/withdraw parked/edit relation/edit relation/view',0,1);
INSERT INTO role VALUES('administrator','account/edit audit/view catalogue/edit client/edit contact_moment/add contact_moment/details contact_moment/edit contact_moment/export contact_moment/view contact_moment/withdraw import/edit parked/edit register/view relation/edit relation/view',1,1);
INSERT INTO role VALUES('privacy officer','audit/view contact_moment/details contact_moment/export contact_moment/view contact_moment/withdraw relation/view',1,1);
INSERT INTO role VALUES('auditor','audit/view',1,0);
INSERT INTO account VALUES('d6be7a20a72e578d6db938bd6bd5f5a2','ada@example.org','ada@example.org','Ada Lovelace','en',4,'registrar','$argon2id$v=19$m=65536,t=3,p=1$EvAxyvogpD4TmjA2HNaBkA$OtWJQ8qruNV0ym0MPs0ITKR/wjAKTR5YEC+m6luayAs',1795959012670178,NULL,0,1795959012362970,NULL,'system',1,1795959012670178);
INSERT INTO account VALUES('c69f8132c09410c10fbbe388e953e540','bob@example.org','bob@example.org','Bob','nl',NULL,'administrator',NULL,NULL,NULL,0,1795959012427452,NULL,'system',1,NULL);
INSERT INTO account VALUES('3f712a71f0bf9f450e8a36b9b612e63f','eve@example.org','eve@example.org','Eve','en',NULL,'reader',NULL,NULL,NULL,0,1795959012494696,1795959012552907,'system',1,NULL);
INSERT INTO one_time_link VALUES('7e2cd8e40e656ea821752234395420bf5e4b880ccb6f19cf4388c49b7f4f6ff9','c69f8132c09410c10fbbe388e953e540','invite',1796045412461057);
INSERT INTO session VALUES('5424ba76c0e91d5ef5cb6f712d57bcb03985107a151adf1c22ffcfbcbe3eac9c','e4f1bbe5931bd05eb6708e16a1efaf7a','d6be7a20a72e578d6db938bd6bd5f5a2','full',0,1795959012670178,1795959012670178,1795962612670178,'127.0.0.1','python-requests/2.34.2',NULL);
INSERT INTO client_redirect VALUES('c8e5628d31dc3875f914aea26e18d77f','https://crm.example.org/signed-in');
INSERT INTO consent VALUES('322abcc126472984ff9f102c4b072361','c8e5628d31dc3875f914aea26e18d77f','d6be7a20a72e578d6db938bd6bd5f5a2','contact_moment/add contact_moment/view',1795959013607348,1803735013607348,NULL);
INSERT INTO oauth_code VALUES('6ea1cff89b7ee122e97b34632af7e3f29e395cd28e68c2cccff40c441de4eef2','322abcc126472984ff9f102c4b072361','https://crm.example.org/signed-in','GHioL4N55Cp0SmFl-EjJ3zBaibceXNwINv7JJqcQGes',1795959073607348,1795959013638308);
INSERT INTO refresh_token VALUES('84b1459692a22f9dc49d84ca49b672958c205e364ac8d3641b928562b56d592f','322abcc126472984ff9f102c4b072361',1798551013677295,NULL);
INSERT INTO audit_event VALUES(1,1795959002001189,'import',NULL,NULL,'root',NULL,NULL,NULL,'relations','{"done": 0, "lines": 8, "number": 1, "refused": 0}',X'8E77293A7081703D5AB4B04953A7786C2FA027E3DFA179A55A5270C13ABD8B14');
INSERT INTO audit_event VALUES(2,1795959002053994,'import',NULL,NULL,'root',NULL,NULL,NULL,'relations','{"added": 8, "changed": 0, "done": 8, "lines": 8, "number": 1, "refused": 0}',X'3C47C4710DBBA603BC1B09713CABC772060B5CC2609FB07ED91ACC4510067234');
INSERT INTO audit_event VALUES(3,1795959002192813,'import',NULL,NULL,'root',NULL,NULL,NULL,'relations','{"done": 0, "lines": 1, "number": 2, "refused": 0}',X'325285817E7AD4B0367321E633CC2825D1CABB1EE13BB2249840BA04A397C748');
INSERT INTO audit_event VALUES(4,1795959002238018,'import',NULL,NULL,'root',NULL,NULL,NULL,'relations','{"added": 1, "changed": 0, "done": 1, "lines": 1, "number": 2, "refused": 0}',X'205C3571967544A5E7D3859E987386C2802DDB6BB4828B4B0B75D5D20FC0D8C8');
INSERT INTO audit_event VALUES(5,1795959002351401,'tag_added',NULL,NULL,'root',NULL,NULL,NULL,'1','{"name": "complaint"}',X'CB0B481E331C8CF66D4A3A1904F3136B54D18057FE03E041B94CD30F76D28BF7');
INSERT INTO audit_event VALUES(6,1795959002403114,'tag_added',NULL,NULL,'root',NULL,NULL,NULL,'2','{"name": "praise"}',X'C852AD1B558823946FF492FF3DEC044C9AD05CAF1773370C0D4970B553C12B8B');
INSERT INTO audit_event VALUES(7,1795959002439029,'tag_added',NULL,NULL,'root',NULL,NULL,NULL,'3','{"name": "question"}',X'8C20AF152883180420692B54BA93913349CE6AB9792A1C3F654D4EEA4DD17C20');
INSERT INTO audit_event VALUES(8,1795959002469061,'action_added',NULL,NULL,'root',NULL,NULL,NULL,'17','{"name": "Spring campaign"}',X'9BC36B8F57BD484DD689161D64EA17044F66B93E04A9C81F954951C99ED46C3D');
INSERT INTO audit_event VALUES(9,1795959002515498,'client_added',NULL,NULL,'root',NULL,NULL,NULL,'c843ce8ecfa65b42c20007e9b79e3ef0','{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/add", "contact_moment/details", "contact_moment/edit", "contact_moment/view", "relation/edit", "relation/view"]}',X'DE95309144FC773D73FA67DA8671C53C3680214A9BE70C61E8415A8FE4DE0E25');
INSERT INTO audit_event VALUES(10,1795959002555574,'client_added',NULL,NULL,'root',NULL,NULL,NULL,'4dc104f3eb1ec5b554dd37dc0b839d3f','{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/view"]}',X'85261519B6B4377943F6F6A716232874AEF809AD8AB5134EE6E8E3EA61108D95');
INSERT INTO audit_event VALUES(11,1795959002587024,'client_revoked',NULL,NULL,'root',NULL,NULL,NULL,'4dc104f3eb1ec5b554dd37dc0b839d3f','{}',X'5DE374F0C6CB1B69BAF9727276FC9E69B633B239BE90240F36785CA9ACBFC670');
INSERT INTO audit_event VALUES(12,1795959002626659,'client_changed',NULL,NULL,'root',NULL,NULL,NULL,'c843ce8ecfa65b42c20007e9b79e3ef0','{"parking": true}',X'94FE3FC4C3A4660937382463A24F17BB5637BB37C239BFEF0B8673FFCB4C202F');
INSERT INTO audit_event VALUES(13,1795959002760294,'import',NULL,NULL,'root',NULL,NULL,NULL,'1','{"done": 0, "lines": 26}',X'A67F441F9927DC064DD5C033BEA8CC8E882460FE4057E10897B8006FA310DB82');
INSERT INTO audit_event VALUES(14,1795959003123461,'import',NULL,NULL,'root',NULL,NULL,NULL,'2','{"done": 0, "lines": 1}',X'9B95710C0CCE7016FB3A71C68F079A8A413E5AF0E380F36A5DBE0585FB06857C');
INSERT INTO audit_event VALUES(15,1795959003225143,'import_undone',NULL,NULL,'root',NULL,NULL,NULL,'2','{"also_corrected": false}',X'EC5A04FBF002FD1372E9EEFAAB4194DD97474EEBE6223A32062550F71FFFB4F5');
INSERT INTO audit_event VALUES(16,1795959003263030,'withdrawal',NULL,NULL,'root',NULL,NULL,NULL,'contact moment 27','{"count": 1, "ids": [27], "reason": "mistake"}',X'3C36F7418A0E210FEEA5CAF38F5CE75BCCE98ED17885CE294945ECE7DE5112A9');
INSERT INTO audit_event VALUES(17,1795959012394759,'account_added',NULL,NULL,'root',NULL,NULL,NULL,'d6be7a20a72e578d6db938bd6bd5f5a2','{"relation_id": 4, "role": "registrar"}',X'DB04C3B5E3479251BF933FF0279709D4C7B08BE270AF75E3EFD2D7A84B9E190D');
INSERT INTO audit_event VALUES(18,1795959012412947,'link_made',NULL,NULL,'root',NULL,NULL,NULL,'d6be7a20a72e578d6db938bd6bd5f5a2','{"purpose": "invite"}',X'24D164113A682E7A52C9F6D90078570A43F36086DC62B2E66F7F3B4A04DFC97A');
INSERT INTO audit_event VALUES(19,1795959012450167,'account_added',NULL,NULL,'root',NULL,NULL,NULL,'c69f8132c09410c10fbbe388e953e540','{"relation_id": null, "role": "administrator"}',X'12F1D59B235AAF3E1A87C3F43D72B02EB128A1226AE183FCE243F433F890832F');
INSERT INTO audit_event VALUES(20,1795959012462488,'link_made',NULL,NULL,'root',NULL,NULL,NULL,'c69f8132c09410c10fbbe388e953e540','{"purpose": "invite"}',X'E7B5706466E2F1F709DB5BFBFC830D0C588FE504B46B8BA71E5A39F959341926');
INSERT INTO audit_event VALUES(21,1795959012512794,'account_added',NULL,NULL,'root',NULL,NULL,NULL,'3f712a71f0bf9f450e8a36b9b612e63f','{"relation_id": null, "role": "reader"}',X'EEE4FC7A0671B7C7075F34F14EE8AE415EA87D3504481AEEA0802DF293070118');
INSERT INTO audit_event VALUES(22,1795959012521713,'link_made',NULL,NULL,'root',NULL,NULL,NULL,'3f712a71f0bf9f450e8a36b9b612e63f','{"purpose": "invite"}',X'56A5AD154DCE23CE4F5BBFDC20E0D4A6C2EF9CC5851A3C10C1537D694AAAD174');
INSERT INTO audit_event VALUES(23,1795959012590551,'account_disabled',NULL,NULL,'root',NULL,NULL,NULL,'3f712a71f0bf9f450e8a36b9b612e63f','{"clients": [], "sessions": 0}',X'E17D1F88888938DDFA477599DED0694F6F054CB072E503084133CA1AE53D3849');
INSERT INTO audit_event VALUES(24,1795959012633986,'role_added',NULL,NULL,'root',NULL,NULL,NULL,'auditor','{"scopes": ["audit/view"], "second_factor": true}',X'576ED9733476D4D2A94986545B18521A287BE41D2D318FF0A3AB137062EA5429');
INSERT INTO audit_event VALUES(25,1795959013490753,'password','d6be7a20a72e578d6db938bd6bd5f5a2',NULL,NULL,'127.0.0.1',X'27CE6CBCC7C2CD6BE4BC1B9F5D65B71ECD33E4F8CC0915EB0B63951ADACC9384',X'B6F463F6047A67FCC69FEAB585F9DB666BA457E68A0568704911FEA735DBB345','d6be7a20a72e578d6db938bd6bd5f5a2','{"clients": [], "sessions": 0}',X'F362237C8961F2F9660572649A58BF4012F9A9BC4B926BF1BDB1102E870D5581');
INSERT INTO audit_event VALUES(26,1795959013490753,'sign_in','d6be7a20a72e578d6db938bd6bd5f5a2',NULL,NULL,'127.0.0.1',X'93A3A2C8FA80C49F0AC16060196CC08907ACD18F9A65325CB78BA70543B98CC8',X'E437A6E0EAC8F946714F340DFC7849249DA6EEC335FC2B3520802C627003B705','d6be7a20a72e578d6db938bd6bd5f5a2','{"second_factor": false}',X'AC2B440B56BE530D00724533CFCBAF3C422E29E7176C86263F77514F4C828248');
INSERT INTO audit_event VALUES(27,1795959013552714,'client_added',NULL,NULL,'root',NULL,NULL,NULL,'c8e5628d31dc3875f914aea26e18d77f','{"people_only": false, "public": false, "redirect_uris": ["https://crm.example.org/signed-in"], "scopes": ["contact_moment/add", "contact_moment/view"]}',X'88743707DE7A39148B9E397D379CF5F573D7AA1D931379F3DF6199A7790CF3B0');
INSERT INTO audit_event VALUES(28,1795959013619730,'consent_given','d6be7a20a72e578d6db938bd6bd5f5a2',NULL,NULL,'127.0.0.1',X'47735DC77D8925204B74FFE4A502B341C1DB548E96F85AB77A9DE65532F40A1E',X'A3563EAE2743F885D4DED6C9D71ED76A44617DF2BA160C52A5E8E03C9D4256A2','c8e5628d31dc3875f914aea26e18d77f','{"scopes": ["contact_moment/add", "contact_moment/view"]}',X'5EFA9403B868559F37F2B39042BA40B7A2860CA294F2E1A325F14C20DFB67CE5');
INSERT INTO audit_event VALUES(29,1795959013821338,'calendar','d6be7a20a72e578d6db938bd6bd5f5a2',NULL,NULL,'127.0.0.1',X'0ACD021996AA4FDBE47D0E65A1076FC0588579BBAF5C944DDDE7CAE4EA2A6C95',X'7862695861282B1618D378EB3AEBF85004547892BCCD51F9E5CFF2C02F46B7DA','d6be7a20a72e578d6db938bd6bd5f5a2','{"names": true, "what": "made"}',X'D187DB5F70B355320F1686AD9C10455F7789EF42BD79CC9BC2F571FC615CD14D');
INSERT INTO audit_event VALUES(30,1795959014510694,'tag_renamed',NULL,NULL,'root',NULL,NULL,NULL,'3','{"before": "question", "name": "query"}',X'2F801014E9F7F3445FC98A8468F57CD9FCF05A6E3FA47238E712596CD3CDD532');
INSERT INTO audit_event VALUES(31,1795959014777516,'withdrawal',NULL,NULL,'root',NULL,NULL,NULL,'contact moment 5','{"count": 1, "ids": [5], "reason": "erasure"}',X'7111A50577CD02B96C2F2B5C54470B124088CE33ACED0CBD0754CAE0596B0E1D');
INSERT INTO audit_event VALUES(32,1795959014893686,'withdrawal',NULL,NULL,'root',NULL,NULL,NULL,'contact moment 6','{"count": 1, "ids": [6], "reason": "duplicate"}',X'51B143B713E7A75B8962040A66FCB321F11D81C4596922960974490086FB6E72');
INSERT INTO audit_event VALUES(33,1795959015150647,'parked_released',NULL,NULL,'root',NULL,NULL,NULL,'parked registration 1','{"contact_moments": [36], "count": 1, "ids": [1]}',X'D4EAA5F280C4882EA877108BA4AB78EDF271A0E62418A28DA86F1250D7360930');
INSERT INTO audit_event VALUES(34,1795959015275119,'parked_dropped',NULL,NULL,'root',NULL,NULL,NULL,'parked registration 2','{"count": 1, "ids": [2]}',X'15994ACCF06735FC884E2070B340DAD257BF6AB60259A500AD6D75A09BD34029');
INSERT INTO audit_event VALUES(35,1795959015396659,'type_added',NULL,NULL,'root',NULL,NULL,NULL,'ContactMomentOwn','{"fields": ["room"], "version": "1ccdedcaee890e636e1e6981b4559a4c"}',X'2CA2DE9C8F1EEC171F4979B5073F087E56C600604A595E1ECE0AFF835AE8A7F0');
INSERT INTO audit_event VALUES(36,1795959024358596,'settings',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"port": [45383, 38271]}',X'C3785FFF72D4C40038F21A483FD2DA89B9B44B5023948A75383C2570CDA19F29');
INSERT INTO audit_head VALUES(1,36,X'C3785FFF72D4C40038F21A483FD2DA89B9B44B5023948A75383C2570CDA19F29',0,X'0000000000000000000000000000000000000000000000000000000000000000','{"action_codes": "any", "audit_days": 730, "backup_folder": null, "cors_origins": null, "database_url": "sqlite:////srv/register/sqlite/register.db", "failure_days": 90, "grant_days": 90, "host": "127.0.0.1", "log_format": "auto", "log_level": "error", "mail_from": null, "max_connections": 4000, "organisation_accent": null, "organisation_logo": null, "organisation_name": null, "own_phone_numbers": null, "parked_days": 30, "phone_region": "NL", "pin_workers": true, "port": 38271, "prepared_statements": true, "public_url": null, "session_idle": 60, "session_max": 720, "smtp_url": null, "stop_timeout": 20, "threads": 32, "time_zone": "Europe/Amsterdam", "trusted_proxies": null, "workers": 1}');
INSERT INTO entry VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','d6be7a20a72e578d6db938bd6bd5f5a2',1,'{"subject": "Not yet saved"}',1795959013860304);
INSERT INTO first_run VALUES('e3f9e5ca56bbf2dcc201c0a3bba55ae544cd9fa9f3c3b53b44231c8dc4f81b73',1795962617931218);
INSERT INTO follow_up VALUES(34,2053810800000000,'2035-01-31',NULL,'Call back',1795959012080497,'c843ce8ecfa65b42c20007e9b79e3ef0',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,1795959012079881);
INSERT INTO calendar_feed VALUES('d9e6140de7ca7f7799cda3d0c651ef72749f5671e2dd222edd70ffcfcdb2893d','d6be7a20a72e578d6db938bd6bd5f5a2',1,1795959013819371,NULL);
INSERT INTO job VALUES('examination',1795959013928231,NULL,1795959024270560,1795959027683161,0,0,1795959027683161,'{"findings": [["rendering", true, "What is stored is rendered for Europe/Amsterdam and its present rules"], ["rendering", true, "Telephone numbers are read for the region NL"], ["types", true, "The schema of every type can be used"], ["merges", true, "No merge is unfinished"], ["renaming", true, "No renaming is unfinished"], ["writable", true, "The database takes changes"], ["time", true, "No change is dated in the future by this machine''s clock"], ["condition", true, "SQLite is 3.53.4; versions before 3.51.3 can corrupt a file in WAL mode"], ["condition", true, "PRAGMA synchronous is 2; 2 (FULL) survives a power cut"], ["condition", true, "SQLite''s check of the file says: ok"], ["condition", true, "70693 MiB are free beside a database of 0 MiB"], ["condition", true, "/srv/register/sqlite/register.db has mode 600; 600 is right"], ["rows", true, "It holds together"], ["words", true, "Search compares what was registered"], ["look_ups", true, "Look-ups compare what relations have"], ["overview", true, "The overview counts what was registered"], ["trail", true, "The audit trail is whole; its head is 36:c3785fff72d4c40038f21a483fd2da89b9b44b5023948a75383c2570cda19f29"], ["people", true, "Nobody can sign in and manage accounts; to invite somebody: contact-moments user add EMAIL --name NAME --role administrator; once more: contact-moments user reset-link EMAIL"]]}');
INSERT INTO relation_import VALUES(1,'063061a513349231ff7b78cfeeed9903eb470ed0f0b10bdcaf4f34d1db8c49e5','relations.csv',1795959001993244,NULL,'root',8,8,8,8,0,0,'complete');
INSERT INTO relation_import VALUES(2,'1a0f52aedd6b31b0faaf6ab8798ac1deeb87c0273b8212e6dc07a9999e16c413','contact.csv',1795959002181543,NULL,'root',1,1,9,1,0,0,'complete');
INSERT INTO relation_import_range VALUES(1,1,8,1);
INSERT INTO relation_import_range VALUES(2,9,9,9);
INSERT INTO upload VALUES('9b79c0519e185a74f8f8d536804b1c15','d6be7a20a72e578d6db938bd6bd5f5a2','relations','waiting.csv',19,1795959013970753,'{"encoding":"utf-8","headings":{},"places":null,"separator":""}','waiting',NULL,NULL);
INSERT INTO upload_piece VALUES('9b79c0519e185a74f8f8d536804b1c15',0,X'69642C6E616D650A37372C57616974696E670A');
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
CREATE INDEX ix_relation_archived_id ON relation (archived, id);
CREATE INDEX ix_relation_phone_main_key ON relation_phone (main_key, number_key);
CREATE INDEX ix_link_time ON link (relation_id, happened_at, moment_id);
CREATE INDEX ix_recovery_code_account_id ON recovery_code (account_id);
CREATE INDEX ix_one_time_link_expires_at ON one_time_link (expires_at);
CREATE INDEX ix_session_account_id ON session (account_id);
CREATE INDEX ix_session_expires_at ON session (expires_at);
CREATE INDEX ix_consent_account_id ON consent (account_id);
CREATE INDEX ix_consent_expires_at ON consent (expires_at);
CREATE INDEX ix_oauth_code_consent_id ON oauth_code (consent_id);
CREATE INDEX ix_refresh_token_consent_id ON refresh_token (consent_id);
CREATE INDEX ix_refresh_token_expires_at ON refresh_token (expires_at);
CREATE INDEX ix_token_consent ON token (consent_id);
CREATE INDEX ix_entry_account_id ON entry (account_id);
CREATE INDEX ix_entry_saved_at ON entry (saved_at);
CREATE INDEX ix_moment_time ON moment (happened_at);
CREATE INDEX ix_moment_type_time ON moment (type, happened_at);
CREATE INDEX ix_moment_sender_time ON moment (sender_id, happened_at);
CREATE INDEX ix_moment_action_time ON moment (action, happened_at);
CREATE INDEX ix_moment_tags_time ON moment (tagset_id, happened_at);
CREATE INDEX ix_moment_reference_time ON moment (reference, happened_at);
CREATE INDEX ix_moment_client_time ON moment (client_id, happened_at);
CREATE INDEX ix_moment_channel_time ON moment (channel, happened_at);
CREATE INDEX ix_follow_up_due ON follow_up (is_done, due_at, moment_id);
CREATE INDEX ix_follow_up_by_due ON follow_up (by_state, due_at, moment_id);
CREATE INDEX ix_follow_up_time ON follow_up (is_done, happened_at, moment_id);
CREATE INDEX ix_follow_up_by_time ON follow_up (by_state, happened_at, moment_id);
CREATE INDEX ix_follow_up_answer_id ON follow_up (answer_id);
CREATE INDEX ix_follow_up_kept ON follow_up (due_at, day, done_at);
CREATE INDEX ix_audit_event_time ON audit_event (happened_at);
CREATE INDEX ix_audit_event_kind_time ON audit_event (kind, happened_at);
CREATE INDEX ix_audit_event_account_time ON audit_event (account_id, happened_at);
CREATE INDEX ix_audit_event_client_time ON audit_event (client_id, happened_at);
CREATE INDEX ix_audit_event_operator_time ON audit_event (operator, happened_at);
CREATE INDEX ix_audit_event_subject_time ON audit_event (subject, happened_at);
CREATE INDEX ix_audit_event_of_failure ON audit_event (kind, happened_at) WHERE kind = 'sign_in_failed' AND address IS NOT NULL;
CREATE INDEX ix_parked_client_id_id ON parked (client_id, id);
CREATE INDEX ix_parked_reason_id ON parked (reason, id);
CREATE INDEX ix_relation_import_digest ON relation_import (digest);
CREATE INDEX ix_relation_import_range_first_change ON relation_import_range (first_change);
CREATE INDEX ix_follow_up_by_id ON follow_up (by_id);
CREATE INDEX ix_upload_account_id ON upload (account_id);
CREATE INDEX ix_upload_uploaded_at ON upload (uploaded_at);
COMMIT;
