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
INSERT INTO client VALUES('0312d3e444ffd77289163b257a3d8fba','Follower','61cd4a1c689215d811e2a37b3a4f657ef15e1d47f895c9bf0c0e5506313e5c52','contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view',1795959219357963,NULL,1,0,1,1795959230791026);
INSERT INTO client VALUES('f87cf4bfc7e5dd23d8dc2861780025b5','Former','a2c81a7a2681457130eae2baf800bf8926422fe065754e6602c56d661b783376','contact_moment/view',1795959219577167,1795959219741878,0,0,1,NULL);
INSERT INTO client VALUES('dc463e97f0f48da22b396c8f6e7216de','App','6884dcadeba205f441638122b0a014cf35f4412fcafe9b01bc613d68bd88af1e','contact_moment/add contact_moment/view',1795959232897718,NULL,0,0,1,1795959233068087);
INSERT INTO token VALUES('53900ad3ab4675248dc47f2efeb4494fdfb5ec919dfa218541a42f4bb392b52f','0312d3e444ffd77289163b257a3d8fba','contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view',1795962843082345,NULL);
INSERT INTO token VALUES('839b5c0504fe5e5a3e48346c8e92c6a1e3d99386b79ebd962173e7e683388bd0','0312d3e444ffd77289163b257a3d8fba','contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view',1795962830791026,NULL);
INSERT INTO token VALUES('ea6ba89c6c4b2f446b23081122820e50c868381475317e1740439bb5dab2f228','dc463e97f0f48da22b396c8f6e7216de','contact_moment/add contact_moment/view',1795962833068087,'6c7a597ff7f19683b2826e683fbcc3f1');
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
INSERT INTO moment VALUES(28,29,1,'ContactMomentPhone',1,1795959230869304,17,2,'{"id":28,"subject":"Call 1 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:33:50","action":17,"tags":',',"recipients":[2]}','2026-11-29',63,20,NULL,'0312d3e444ffd77289163b257a3d8fba','api');
INSERT INTO moment VALUES(29,30,1,'ContactMomentPhone',1,1593637200000000,NULL,0,'{"id":29,"subject":"Call 2 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2020-07-01T23:00:00","action":null,"tags":',',"recipients":[2,9]}','2020-07-01',63,20,NULL,'0312d3e444ffd77289163b257a3d8fba','api');
INSERT INTO moment VALUES(30,31,1,'ContactMomentPhone',1,1795959230992569,NULL,0,'{"id":30,"subject":"Call 3 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:33:50","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20,'ticket-3','0312d3e444ffd77289163b257a3d8fba','api');
INSERT INTO moment VALUES(31,32,1,'ContactMomentPhone',10,1795959231048596,NULL,0,'{"id":31,"subject":"Call 4 \"quoted\" ☎","senderId":10,"sender":"Added","type":"ContactMomentPhone","dateTime":"2026-11-29T14:33:51","action":null,"tags":',',"recipients":[2]}','2026-11-29',64,7,NULL,'0312d3e444ffd77289163b257a3d8fba','api');
INSERT INTO moment VALUES(32,37,1,'ContactMomentPhone',7,1795959231068287,NULL,0,'{"id":32,"subject":"Call 5 \"quoted\" ☎","senderId":7,"sender":"Relation 7 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:33:51","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20,NULL,'0312d3e444ffd77289163b257a3d8fba','api');
INSERT INTO moment VALUES(33,38,1,'ContactMomentPhone',1,1795959231100289,NULL,0,'{"id":33,"subject":"Call 6 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:33:51","action":null,"tags":',',"recipients":[7]}','2026-11-29',63,20,NULL,'0312d3e444ffd77289163b257a3d8fba','api');
INSERT INTO moment VALUES(34,35,1,'ContactMomentPhone',1,1795959231132474,NULL,0,'{"id":34,"subject":"Call 7 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:33:51","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20,NULL,'0312d3e444ffd77289163b257a3d8fba','api');
INSERT INTO moment VALUES(35,36,1,'ContactMomentPhone',1,1795959231168408,NULL,0,'{"id":35,"subject":"Call 8 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:33:51","action":null,"tags":',',"recipients":[2]}','2026-11-29',63,20,NULL,'0312d3e444ffd77289163b257a3d8fba','api');
INSERT INTO moment VALUES(36,42,1,'ContactMomentPhone',4242,1795959231216769,NULL,0,'{"id":36,"subject":"Call 9 \"quoted\" ☎","senderId":4242,"sender":"Late","type":"ContactMomentPhone","dateTime":"2026-11-29T14:33:51","action":null,"tags":',',"recipients":[2]}','2026-11-29',66,6,NULL,'0312d3e444ffd77289163b257a3d8fba','api');
INSERT INTO version VALUES(1,1,1795959220394626,NULL,'import','{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 0 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(2,1,1795959220394626,NULL,'import','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 1 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(3,1,1795959220394626,NULL,'import','{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 2 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(4,1,1795959220394626,NULL,'import','{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 3 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(7,1,1795959220394626,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 6 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(8,1,1795959220394626,NULL,'import','{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 7 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(9,1,1795959220394626,NULL,'import','{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 8 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(10,1,1795959220394626,NULL,'import','{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 9 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(11,1,1795959220394626,NULL,'import','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 10 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(12,1,1795959220394626,NULL,'import','{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 11 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(13,1,1795959220394626,NULL,'import','{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 12 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(14,1,1795959220394626,NULL,'import','{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 13 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(15,1,1795959220394626,NULL,'import','{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 14 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(16,1,1795959220394626,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 15 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(17,1,1795959220394626,NULL,'import','{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 16 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(18,1,1795959220394626,NULL,'import','{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 17 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(19,1,1795959220394626,NULL,'import','{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 18 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(20,1,1795959220394626,NULL,'import','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 19 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(21,1,1795959220394626,NULL,'import','{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 20 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(22,1,1795959220394626,NULL,'import','{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 21 about membership","senderId":1,"recipients":[2,8]}',NULL,NULL);
INSERT INTO version VALUES(23,1,1795959220394626,NULL,'import','{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 22 about membership","senderId":2,"recipients":[3,8]}',NULL,NULL);
INSERT INTO version VALUES(24,1,1795959220394626,NULL,'import','{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 23 about membership","senderId":3,"recipients":[4,8]}',NULL,NULL);
INSERT INTO version VALUES(25,1,1795959220394626,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}',NULL,NULL);
INSERT INTO version VALUES(26,1,1795959220394626,NULL,'import','{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}',NULL,NULL);
INSERT INTO version VALUES(28,1,1795959230880140,'0312d3e444ffd77289163b257a3d8fba','api','{"dateTime":"2026-11-29T13:33:50.869304Z","subject":"Call 1 \"quoted\" ☎","senderId":1,"recipients":[2],"action_code":17,"tagIds":[2],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(29,1,1795959230957269,'0312d3e444ffd77289163b257a3d8fba','api','{"dateTime":"2020-07-01T21:00:00Z","subject":"Call 2 \"quoted\" ☎","senderId":1,"recipients":[2,9],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(30,1,1795959230993138,'0312d3e444ffd77289163b257a3d8fba','api','{"dateTime":"2026-11-29T13:33:50.992569Z","subject":"Call 3 \"quoted\" ☎","senderId":1,"recipients":[2],"reference":"ticket-3","contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(31,1,1795959231049119,'0312d3e444ffd77289163b257a3d8fba','api','{"dateTime":"2026-11-29T13:33:51.048596Z","subject":"Call 4 \"quoted\" ☎","senderId":10,"recipients":[2],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(32,1,1795959231068772,'0312d3e444ffd77289163b257a3d8fba','api','{"dateTime":"2026-11-29T13:33:51.068287Z","subject":"Call 5 \"quoted\" ☎","senderId":6,"recipients":[2],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(33,1,1795959231100782,'0312d3e444ffd77289163b257a3d8fba','api','{"dateTime":"2026-11-29T13:33:51.100289Z","subject":"Call 6 \"quoted\" ☎","senderId":1,"recipients":[6],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(34,1,1795959231133087,'0312d3e444ffd77289163b257a3d8fba','api','{"dateTime":"2026-11-29T13:33:51.132474Z","subject":"Call 7 \"quoted\" ☎","senderId":1,"recipients":[2],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(35,1,1795959231168896,'0312d3e444ffd77289163b257a3d8fba','api','{"dateTime":"2026-11-29T13:33:51.168408Z","subject":"Call 8 \"quoted\" ☎","senderId":1,"recipients":[2],"contents":"Asked\nand answered"}',NULL,NULL);
INSERT INTO version VALUES(2,2,1795959233876822,NULL,'command','{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Corrected","senderId":2,"recipients":[4]}','Ada',NULL);
INSERT INTO version VALUES(36,1,1795959234290312,'0312d3e444ffd77289163b257a3d8fba','api','{"dateTime":"2026-11-29T13:33:51.216769Z","subject":"Call 9 \"quoted\" ☎","senderId":4242,"recipients":[2],"contents":"Asked\nand answered"}',NULL,NULL);
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
INSERT INTO link VALUES(1,12,28,1795959230869304);
INSERT INTO link VALUES(1,14,30,1795959230992569);
INSERT INTO link VALUES(1,15,33,1795959231100289);
INSERT INTO link VALUES(1,16,34,1795959231132474);
INSERT INTO link VALUES(1,17,35,1795959231168408);
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
INSERT INTO link VALUES(2,20,28,1795959230869304);
INSERT INTO link VALUES(2,22,30,1795959230992569);
INSERT INTO link VALUES(2,23,31,1795959231048596);
INSERT INTO link VALUES(2,24,32,1795959231068287);
INSERT INTO link VALUES(2,25,34,1795959231132474);
INSERT INTO link VALUES(2,26,35,1795959231168408);
INSERT INTO link VALUES(2,27,36,1795959231216769);
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
INSERT INTO link VALUES(7,1,32,1795959231068287);
INSERT INTO link VALUES(7,2,33,1795959231100289);
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
INSERT INTO link VALUES(10,1,31,1795959231048596);
INSERT INTO link VALUES(4242,1,36,1795959231216769);
INSERT INTO register VALUES(1,36,42,1795959234,7,'1 Europe/Amsterdam b10f9542a850',1795959243,3,0,12,15,1795959233783038,'1 NL',0,0,0);
INSERT INTO tick VALUES(1795959220,1);
INSERT INTO tick VALUES(1795959221,27);
INSERT INTO tick VALUES(1795959230,29);
INSERT INTO tick VALUES(1795959231,32);
INSERT INTO tick VALUES(1795959233,37);
INSERT INTO tick VALUES(1795959234,41);
INSERT INTO left_link VALUES(1,11,27,1795959221348210);
INSERT INTO left_link VALUES(2,4,5,1795959233982201);
INSERT INTO left_link VALUES(2,19,27,1795959221348210);
INSERT INTO left_link VALUES(3,1,2,1795959233876822);
INSERT INTO left_link VALUES(3,3,5,1795959233982201);
INSERT INTO left_link VALUES(3,4,6,1795959234074199);
INSERT INTO left_link VALUES(4,2,6,1795959234074199);
INSERT INTO left_link VALUES(8,2,2,1795959233876822);
INSERT INTO left_link VALUES(8,5,5,1795959233982201);
INSERT INTO left_link VALUES(8,6,6,1795959234074199);
INSERT INTO left_link VALUES(8,27,27,1795959221348210);
INSERT INTO withdrawn VALUES(5,2,40,1795959233982201,'erasure','root');
INSERT INTO withdrawn VALUES(6,3,41,1795959234074199,'duplicate','root');
INSERT INTO withdrawn VALUES(27,1,28,1795959221348210,'mistake','root');
INSERT INTO registration_key VALUES(X'8B0DACCA1F27BFEF039B2B4B6D8B76BE054B63C2785820B3F7C22FA749C76BBD',30);
INSERT INTO idempotency_key VALUES(X'A23EDBF716C6C3049D28D18B38593FBA7AF1C60AE946A7CEDD7A1CB5FD3EF95F',X'DF1E30704D7D1C66E0A3AD8F6DB846A7284C126EDCA77F9EC7878E6AC2AB0077',35,1795959231168896);
INSERT INTO parked VALUES(3,'0312d3e444ffd77289163b257a3d8fba',X'52D9B00D31D699778885BF99C38DB8A74029ED9B0E00326DF928EF0CDA367112',X'52D9B00D31D699778885BF99C38DB8A74029ED9B0E00326DF928EF0CDA367112',NULL,'ContactMomentPhone','{"subject":"Call 9 \"quoted\" ☎","senderId":4444,"recipients":[2],"contents":"Asked\nand answered"}','sender_not_available',1795959231272911,1,NULL);
INSERT INTO numbering VALUES('relation',0,0,-1,NULL,0,0,0,0,0);
INSERT INTO numbering VALUES('whole',1795959244000000,0,-1,NULL,0,0,0,0,0);
INSERT INTO moment_import VALUES(1,'af238f18aafe30e4ef6170b570e50d3661261481034b3e2d3f23e840d22400a7','history.jsonl',1795959220336950,26,26,26,'complete',NULL,'root');
INSERT INTO moment_import VALUES(2,NULL,'wrong.jsonl',1795959221135763,1,1,1,'undone',NULL,'root');
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
INSERT INTO relation_tick VALUES(1795959218,1);
INSERT INTO relation_tick VALUES(1795959231,11);
INSERT INTO relation_tick VALUES(1795959233,12);
INSERT INTO relation_tick VALUES(1795959234,15);
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
INSERT INTO moment_text VALUES(28,' =1 @2  call 1 quoted  _asked _and _answered ',1795959230869304);
INSERT INTO moment_text VALUES(29,' =1 @2 @9  call 2 quoted  _asked _and _answered ',1593637200000000);
INSERT INTO moment_text VALUES(30,' =1 @2  call 3 quoted  _ticket _3  _asked _and _answered ',1795959230992569);
INSERT INTO moment_text VALUES(31,' =10 @2  call 4 quoted  _asked _and _answered ',1795959231048596);
INSERT INTO moment_text VALUES(32,' =6 @2  call 5 quoted  _asked _and _answered ',1795959231068287);
INSERT INTO moment_text VALUES(33,' =1 @6  call 6 quoted  _asked _and _answered ',1795959231100289);
INSERT INTO moment_text VALUES(34,' =1 @2  call 7 quoted  _asked _and _answered ',1795959231132474);
INSERT INTO moment_text VALUES(35,' =1 @2  call 8 quoted  _asked _and _answered ',1795959231168408);
INSERT INTO moment_text VALUES(36,' =4242 @2  call 9 quoted  _asked _and _answered ',1795959231216769);
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
INSERT INTO account VALUES('0dc216b5f0701cca382c6313f95f9016','ada@example.org','ada@example.org','Ada Lovelace','en',4,'registrar','$argon2id$v=19$m=65536,t=3,p=1$IePlrexBRVX5IvA3zZ8E9A$BVZT7m90UZq4NgNoI9/06bO4r96pubOBhkf25QTGBrs',1795959231966897,NULL,0,1795959231550756,NULL,'system',1,1795959231966897);
INSERT INTO account VALUES('01c4737734f3e46db77d1f4f00a37ba3','bob@example.org','bob@example.org','Bob','nl',NULL,'administrator',NULL,NULL,NULL,0,1795959231652153,NULL,'system',1,NULL);
INSERT INTO account VALUES('2c382360b2a0da2df0e4374006bdc56c','eve@example.org','eve@example.org','Eve','en',NULL,'reader',NULL,NULL,NULL,0,1795959231714144,1795959231808997,'system',1,NULL);
INSERT INTO one_time_link VALUES('440e33c52a0be872ee66e55e7ec6eda3eabb09362f5885f3a6c684e060d72c81','01c4737734f3e46db77d1f4f00a37ba3','invite',1796045631682574);
INSERT INTO session VALUES('ddf5db501f62f9d7494c038158ce016bca8f1fa6612d2c9aee9fcde932446f28','fa968dce0ed2f1a35f2beaa59ea8d7bc','0dc216b5f0701cca382c6313f95f9016','full',0,1795959231966897,1795959231966897,1795962831966897,'127.0.0.1','python-requests/2.34.2',NULL);
INSERT INTO client_redirect VALUES('dc463e97f0f48da22b396c8f6e7216de','https://crm.example.org/signed-in');
INSERT INTO consent VALUES('6c7a597ff7f19683b2826e683fbcc3f1','dc463e97f0f48da22b396c8f6e7216de','0dc216b5f0701cca382c6313f95f9016','contact_moment/add contact_moment/view',1795959232988742,1803735232988742,NULL);
INSERT INTO oauth_code VALUES('d9761423ac9aea1489a9cb9efb59b935344b6542717440c792af8161fbd0ee62','6c7a597ff7f19683b2826e683fbcc3f1','https://crm.example.org/signed-in','GHioL4N55Cp0SmFl-EjJ3zBaibceXNwINv7JJqcQGes',1795959292988742,1795959233041211);
INSERT INTO refresh_token VALUES('a9dc4899bb54996abbe200a423f5be95c06252ee3a9377adbd635d996936acc7','6c7a597ff7f19683b2826e683fbcc3f1',1798551233068087,NULL);
INSERT INTO audit_event VALUES(1,1795959218354767,'import',NULL,NULL,'root',NULL,NULL,NULL,'relations','{"done": 0, "lines": 8, "number": 1, "refused": 0}',X'2A9308EAEB9DAE7E9B932B4C74FCED2FC8FCDE2F5217B8BA2807283EC7F5448E');
INSERT INTO audit_event VALUES(2,1795959218446173,'import',NULL,NULL,'root',NULL,NULL,NULL,'relations','{"added": 8, "changed": 0, "done": 8, "lines": 8, "number": 1, "refused": 0}',X'945F5A8CB13E09AB9152208B0E24A9D224C292509847119FEA60BEF27BAE27E1');
INSERT INTO audit_event VALUES(3,1795959218623151,'import',NULL,NULL,'root',NULL,NULL,NULL,'relations','{"done": 0, "lines": 1, "number": 2, "refused": 0}',X'3661B8BFC1D811F22731DF78F1B3B3427382F8DA3C64A8449E378602F46FAE69');
INSERT INTO audit_event VALUES(4,1795959218678431,'import',NULL,NULL,'root',NULL,NULL,NULL,'relations','{"added": 1, "changed": 0, "done": 1, "lines": 1, "number": 2, "refused": 0}',X'34370B6CA304FE447731AFC62BE6812DD5B7110E094553C3CB93F3A7EAD16E41');
INSERT INTO audit_event VALUES(5,1795959218921939,'tag_added',NULL,NULL,'root',NULL,NULL,NULL,'1','{"name": "complaint"}',X'5F117DA891D59AE5EF1C1C133A517442B70FB96C1A4D87C5952DE4F6BC29BFFE');
INSERT INTO audit_event VALUES(6,1795959219021594,'tag_added',NULL,NULL,'root',NULL,NULL,NULL,'2','{"name": "praise"}',X'EBFCC3DA7E5AAC0F383900BDD8375C7BEF034083B9290AEF64A419F958EC299B');
INSERT INTO audit_event VALUES(7,1795959219101502,'tag_added',NULL,NULL,'root',NULL,NULL,NULL,'3','{"name": "question"}',X'E146DBEEE838E3C06710ED7CAF574975A164568C52F7E03166645785F76956E6');
INSERT INTO audit_event VALUES(8,1795959219209915,'action_added',NULL,NULL,'root',NULL,NULL,NULL,'17','{"name": "Spring campaign"}',X'D8F83A658C3C674DD2DC2D4DDA5F7723CD54D203CB75A81436734EA4329ECF0F');
INSERT INTO audit_event VALUES(9,1795959219388971,'client_added',NULL,NULL,'root',NULL,NULL,NULL,'0312d3e444ffd77289163b257a3d8fba','{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/add", "contact_moment/details", "contact_moment/edit", "contact_moment/view", "relation/edit", "relation/view"]}',X'1B9FA39497A5EFB1CE2802BC750C99024F63892ADFE9BA083E4BC25E2324FCD0');
INSERT INTO audit_event VALUES(10,1795959219598301,'client_added',NULL,NULL,'root',NULL,NULL,NULL,'f87cf4bfc7e5dd23d8dc2861780025b5','{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/view"]}',X'2BDE4ED997A0AAA4A3B52FE7229297BF859B4B77069F893E94DA06CD48F00357');
INSERT INTO audit_event VALUES(11,1795959219758752,'client_revoked',NULL,NULL,'root',NULL,NULL,NULL,'f87cf4bfc7e5dd23d8dc2861780025b5','{}',X'FB7790BC29DD0378B84ACF63E33C0624710968B7A16CBF9FBC40FC6E89A5C921');
INSERT INTO audit_event VALUES(12,1795959219946712,'client_changed',NULL,NULL,'root',NULL,NULL,NULL,'0312d3e444ffd77289163b257a3d8fba','{"parking": true}',X'6B67BDA566B08BB18C884F522CCCDD64E12B44D9397CFDADD4EF97E426E53D9D');
INSERT INTO audit_event VALUES(13,1795959220338880,'import',NULL,NULL,'root',NULL,NULL,NULL,'1','{"done": 0, "lines": 26}',X'551B950EA22E086C9DC3176D07E11FFB27540A15A54B81B042D68F390C1ABC98');
INSERT INTO audit_event VALUES(14,1795959221137603,'import',NULL,NULL,'root',NULL,NULL,NULL,'2','{"done": 0, "lines": 1}',X'4E4E0798A7DE11A9883E414BD6121BDF920DB89F1D2ED81D513F6A8225E1C56E');
INSERT INTO audit_event VALUES(15,1795959221311412,'import_undone',NULL,NULL,'root',NULL,NULL,NULL,'2','{"also_corrected": false}',X'5899E9962E3B0420A677778CAFFE72D3880701CFF5393148791B7D1964E87F9C');
INSERT INTO audit_event VALUES(16,1795959221392134,'withdrawal',NULL,NULL,'root',NULL,NULL,NULL,'contact moment 27','{"count": 1, "ids": [27], "reason": "mistake"}',X'9D4F8174C23DA5B691FCD623F0EB5D3BC572F01F8AE8DA686E9832DA760806A3');
INSERT INTO audit_event VALUES(17,1795959231592795,'account_added',NULL,NULL,'root',NULL,NULL,NULL,'0dc216b5f0701cca382c6313f95f9016','{"relation_id": 4, "role": "registrar"}',X'885BEE64028A958251038F10A564B12332BD6381999758BB82D2B2AFD956456B');
INSERT INTO audit_event VALUES(18,1795959231609340,'link_made',NULL,NULL,'root',NULL,NULL,NULL,'0dc216b5f0701cca382c6313f95f9016','{"purpose": "invite"}',X'8D7B7E3D644AF1F3CBA20BF42D58A889CDB3DB40BB2CB7A07F17861F0A93C2FF');
INSERT INTO audit_event VALUES(19,1795959231668200,'account_added',NULL,NULL,'root',NULL,NULL,NULL,'01c4737734f3e46db77d1f4f00a37ba3','{"relation_id": null, "role": "administrator"}',X'9BDCD6EE28CB361F4E9F506D1F85B29F496981E628E7C54C4F242D2F59F988E8');
INSERT INTO audit_event VALUES(20,1795959231683873,'link_made',NULL,NULL,'root',NULL,NULL,NULL,'01c4737734f3e46db77d1f4f00a37ba3','{"purpose": "invite"}',X'0B2995459E2E73DAD6A83A24855D010326F8A677F5C8A3668E89A797A14BA071');
INSERT INTO audit_event VALUES(21,1795959231731153,'account_added',NULL,NULL,'root',NULL,NULL,NULL,'2c382360b2a0da2df0e4374006bdc56c','{"relation_id": null, "role": "reader"}',X'AE138539072EE5A1CCE7D22D8F8AD1C9FC3943633B90C76F2F52C94436FFFCFA');
INSERT INTO audit_event VALUES(22,1795959231764019,'link_made',NULL,NULL,'root',NULL,NULL,NULL,'2c382360b2a0da2df0e4374006bdc56c','{"purpose": "invite"}',X'F0EE06C1DAD0A261A2E444626A222FA3D2FFD99DD2248AB6FDC00D0CD685D643');
INSERT INTO audit_event VALUES(23,1795959231850686,'account_disabled',NULL,NULL,'root',NULL,NULL,NULL,'2c382360b2a0da2df0e4374006bdc56c','{"clients": [], "sessions": 0}',X'3B32671E65440A328E0BE24F21DFF122D211121E5E980C793E511FA9473A9EE3');
INSERT INTO audit_event VALUES(24,1795959231910843,'role_added',NULL,NULL,'root',NULL,NULL,NULL,'auditor','{"scopes": ["audit/view"], "second_factor": true}',X'E6043B76E9CE04CE28AC8204CBDA802C2B9BB35F0EF700AC34F43E3FED58CB4B');
INSERT INTO audit_event VALUES(25,1795959232842642,'password','0dc216b5f0701cca382c6313f95f9016',NULL,NULL,'127.0.0.1',X'D2010F36A9A1D45300E375C4B4DDB17711B439529F76DD182AE97EB90AE3F2C1',X'07FDC54EF8A7B3EF8A12515F532A35005691D673274F788F038D93987481CEA5','0dc216b5f0701cca382c6313f95f9016','{"clients": [], "sessions": 0}',X'99726DDBC7A9F37F21113BFD8936C748AF243FE3F5EA3331FD4B1B691933E362');
INSERT INTO audit_event VALUES(26,1795959232842642,'sign_in','0dc216b5f0701cca382c6313f95f9016',NULL,NULL,'127.0.0.1',X'9EDD58E684234F61CBC299A77DF6F64FE1CF8414702D81D7C0E80F345D716545',X'562034E4902F96F4485A8758FBC40FA5D6370C3B418F91047F3777D3F01ADFD5','0dc216b5f0701cca382c6313f95f9016','{"second_factor": false}',X'FE95AF3BB4BA3AE27689881D26AB460DD72929E4B53299288EE7439C0CAA911A');
INSERT INTO audit_event VALUES(27,1795959232910537,'client_added',NULL,NULL,'root',NULL,NULL,NULL,'dc463e97f0f48da22b396c8f6e7216de','{"people_only": false, "public": false, "redirect_uris": ["https://crm.example.org/signed-in"], "scopes": ["contact_moment/add", "contact_moment/view"]}',X'DAFB844B99A6C52CFE67A6900791328429B28E89F78CE735A94A871D781818D9');
INSERT INTO audit_event VALUES(28,1795959233003073,'consent_given','0dc216b5f0701cca382c6313f95f9016',NULL,NULL,'127.0.0.1',X'39E6007D4AD40F96BB967AA67ABDD5F1948D30C711A52802FDEF3F98A2E2121B',X'D554E206D2A9F094EE561454B06A44498A67DF11313E10A784D84350AF3E188A','dc463e97f0f48da22b396c8f6e7216de','{"scopes": ["contact_moment/add", "contact_moment/view"]}',X'62C72EC392B26A5EE43196CD1829C63CC4CBFB1B82CA76917D5E28F4227DA52E');
INSERT INTO audit_event VALUES(29,1795959233100379,'calendar','0dc216b5f0701cca382c6313f95f9016',NULL,NULL,'127.0.0.1',X'F59DBFF72B3C3670E597F18346A1CE38BF1EF28D6D48C289FFD3EBECC74E5CCA',X'F5B19B2F627D08CE4049336CA2E509BEE7B044719E524CF35A85E4BDA973CD8F','0dc216b5f0701cca382c6313f95f9016','{"names": true, "what": "made"}',X'38CAC9E411D71B03D204EDC8E1F1739352582F3E66759B33F33777FA172A4AD5');
INSERT INTO audit_event VALUES(30,1795959233792717,'tag_renamed',NULL,NULL,'root',NULL,NULL,NULL,'3','{"before": "question", "name": "query"}',X'893CBFBC2BB167E0AA0CDCBB6C35F45D3439AC241B729B46D1C6C5DBC26AD77F');
INSERT INTO audit_event VALUES(31,1795959233998374,'withdrawal',NULL,NULL,'root',NULL,NULL,NULL,'contact moment 5','{"count": 1, "ids": [5], "reason": "erasure"}',X'C10304E5B2C3CC5DB322C46601BFE6E5860970AFACD903515C38F4AC88941F89');
INSERT INTO audit_event VALUES(32,1795959234090485,'withdrawal',NULL,NULL,'root',NULL,NULL,NULL,'contact moment 6','{"count": 1, "ids": [6], "reason": "duplicate"}',X'141EB58E2BB9B3B1F4105C349E8F63CECAAE58206CF6C693D0AA759B13D927D0');
INSERT INTO audit_event VALUES(33,1795959234303352,'parked_released',NULL,NULL,'root',NULL,NULL,NULL,'parked registration 1','{"contact_moments": [36], "count": 1, "ids": [1]}',X'3511BFE6216AE348F706B6E41F059C6EE5110D5C95ABD16CA2DEBAB795F7372A');
INSERT INTO audit_event VALUES(34,1795959234397248,'parked_dropped',NULL,NULL,'root',NULL,NULL,NULL,'parked registration 2','{"count": 1, "ids": [2]}',X'C741E445F2F4BBF2D6C450F8D8582ED7FB9E6B176D950A1F84AB25DC7FBB6632');
INSERT INTO audit_event VALUES(35,1795959234465107,'type_added',NULL,NULL,'root',NULL,NULL,NULL,'ContactMomentOwn','{"fields": ["room"], "version": "1ccdedcaee890e636e1e6981b4559a4c"}',X'A4D84F19E1A8AD123F8647633014332FB8B1ABFC28E6E55DA1EA1C8AB283FAFB');
INSERT INTO audit_event VALUES(36,1795959243150010,'settings',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{"port": [54005, 36277]}',X'864CBC07B4316B52F879877CB25395BD5DBCD3676E87BDB532CC9CBDEB4CC555');
INSERT INTO audit_head VALUES(1,36,X'864CBC07B4316B52F879877CB25395BD5DBCD3676E87BDB532CC9CBDEB4CC555',0,X'0000000000000000000000000000000000000000000000000000000000000000','{"action_codes": "any", "audit_days": 730, "backup_folder": null, "cors_origins": null, "database_url": "sqlite:////srv/register/sqlite/register.db", "failure_days": 90, "grant_days": 90, "host": "127.0.0.1", "log_format": "auto", "log_level": "error", "mail_from": null, "max_connections": 4000, "organisation_accent": null, "organisation_logo": null, "organisation_name": null, "own_phone_numbers": null, "parked_days": 30, "phone_region": "NL", "pin_workers": true, "port": 36277, "prepared_statements": true, "public_url": null, "session_idle": 60, "session_max": 720, "smtp_url": null, "stop_timeout": 20, "threads": 32, "time_zone": "Europe/Amsterdam", "trusted_proxies": null, "workers": 1}');
INSERT INTO entry VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','0dc216b5f0701cca382c6313f95f9016',1,'{"subject": "Not yet saved"}',1795959233152228);
INSERT INTO first_run VALUES('1b06d3668e4b98cb9e2ec40c5c23c5685f6278db7b5abb8a653f6c5aa91e3e1d',1795962836743961);
INSERT INTO follow_up VALUES(34,2053810800000000,'2035-01-31',NULL,'Call back',1795959231133087,'0312d3e444ffd77289163b257a3d8fba',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,1795959231132474);
INSERT INTO calendar_feed VALUES('1d462fd2ce8d382d2d8df2157294bbccbd1e95a4ee6479f7497f7df3378b3463','0dc216b5f0701cca382c6313f95f9016',1,1795959233090277,NULL);
INSERT INTO job VALUES('examination',1795959233218969,NULL,1795959243066366,1795959245009026,0,0,1795959245009026,'{"findings": [["rendering", true, "What is stored is rendered for Europe/Amsterdam and its present rules"], ["rendering", true, "Telephone numbers are read for the region NL"], ["types", true, "The schema of every type can be used"], ["merges", true, "No merge is unfinished"], ["renaming", true, "No renaming is unfinished"], ["writable", true, "The database takes changes"], ["time", true, "No change is dated in the future by this machine''s clock"], ["condition", true, "SQLite is 3.53.4; versions before 3.51.3 can corrupt a file in WAL mode"], ["condition", true, "PRAGMA synchronous is 2; 2 (FULL) survives a power cut"], ["condition", true, "SQLite''s check of the file says: ok"], ["condition", true, "70660 MiB are free beside a database of 0 MiB"], ["condition", true, "/srv/register/sqlite/register.db has mode 600; 600 is right"], ["rows", true, "It holds together"], ["words", true, "Search compares what was registered"], ["look_ups", true, "Look-ups compare what relations have"], ["overview", true, "The overview counts what was registered"], ["trail", true, "The audit trail is whole; its head is 36:864cbc07b4316b52f879877cb25395bd5dbcd3676e87bdb532cc9cbdeb4cc555"], ["people", true, "Nobody can sign in and manage accounts; to invite somebody: contact-moments user add EMAIL --name NAME --role administrator; once more: contact-moments user reset-link EMAIL"]]}');
INSERT INTO relation_import VALUES(1,'063061a513349231ff7b78cfeeed9903eb470ed0f0b10bdcaf4f34d1db8c49e5','relations.csv',1795959218352831,NULL,'root',8,8,8,8,0,0,'complete');
INSERT INTO relation_import VALUES(2,'1a0f52aedd6b31b0faaf6ab8798ac1deeb87c0273b8212e6dc07a9999e16c413','contact.csv',1795959218621462,NULL,'root',1,1,9,1,0,0,'complete');
INSERT INTO relation_import_range VALUES(1,1,8,1);
INSERT INTO relation_import_range VALUES(2,9,9,9);
INSERT INTO upload VALUES('324dfacb42d999c0ec645efc656ffe55','0dc216b5f0701cca382c6313f95f9016','relations','waiting.csv',19,1795959233264992,'{"encoding":"utf-8","headings":{},"places":null,"separator":""}','waiting',NULL,NULL);
INSERT INTO upload_piece VALUES('324dfacb42d999c0ec645efc656ffe55',0,X'69642C6E616D650A37372C57616974696E670A');
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
