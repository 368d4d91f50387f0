CREATE TABLE public.account (
    id character varying(32) NOT NULL,
    email text NOT NULL,
    email_key character varying(320) NOT NULL,
    name text NOT NULL,
    language character varying(8) NOT NULL,
    relation_id bigint,
    role character varying(64) NOT NULL,
    password_hash text,
    password_at bigint,
    totp_secret character varying(64),
    totp_step bigint DEFAULT '0'::bigint NOT NULL,
    created_at bigint NOT NULL,
    disabled_at bigint,
    theme character varying(8) DEFAULT 'system'::character varying NOT NULL,
    single_keys boolean DEFAULT true NOT NULL
);
CREATE TABLE public.action (
    code bigint NOT NULL,
    name text NOT NULL
);
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.audit_event (
    number bigint NOT NULL,
    happened_at bigint NOT NULL,
    kind character varying(32) NOT NULL,
    account_id character varying(32),
    client_id character varying(64),
    operator text,
    address text,
    address_salt bytea,
    address_seal bytea,
    subject text,
    detail text NOT NULL,
    hash bytea NOT NULL
);
CREATE TABLE public.audit_head (
    id smallint NOT NULL,
    number bigint NOT NULL,
    hash bytea NOT NULL,
    removed_number bigint NOT NULL,
    removed_hash bytea NOT NULL,
    settings text NOT NULL
);
CREATE TABLE public.client (
    id character varying(64) NOT NULL,
    name text NOT NULL,
    secret_hash character varying(64) NOT NULL,
    scope text NOT NULL,
    created_at bigint NOT NULL,
    revoked_at bigint,
    parks boolean DEFAULT false NOT NULL,
    public boolean DEFAULT false NOT NULL,
    own_tokens boolean DEFAULT true NOT NULL
);
CREATE TABLE public.client_redirect (
    client_id character varying(64) NOT NULL,
    uri text NOT NULL
);
CREATE TABLE public.commit_mark (
    token bigint NOT NULL,
    marked_at bigint NOT NULL
);
CREATE TABLE public.consent (
    id character varying(32) NOT NULL,
    client_id character varying(64) NOT NULL,
    account_id character varying(32) NOT NULL,
    scopes text NOT NULL,
    given_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    revoked_at bigint
);
CREATE TABLE public.entry (
    id character varying(32) NOT NULL,
    account_id character varying(32) NOT NULL,
    revision integer NOT NULL,
    content text NOT NULL,
    saved_at bigint NOT NULL
);
CREATE TABLE public.first_run (
    hash character varying(64) NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.gap (
    kind character varying(16) NOT NULL,
    edition bigint NOT NULL,
    relation_id bigint NOT NULL,
    rows_before bigint NOT NULL,
    gaps_through bigint NOT NULL
);
CREATE TABLE public.idempotency_key (
    key bytea NOT NULL,
    content bytea NOT NULL,
    moment_id bigint NOT NULL,
    used_at bigint NOT NULL
);
CREATE TABLE public.import_key (
    key bytea NOT NULL,
    moment_id bigint NOT NULL
);
CREATE TABLE public.import_range (
    import_number bigint NOT NULL,
    first_id bigint NOT NULL,
    last_id bigint NOT NULL
);
CREATE TABLE public.import_run (
    digest character varying(64) NOT NULL,
    done bigint NOT NULL
);
CREATE TABLE public.left_link (
    relation_id bigint NOT NULL,
    n bigint NOT NULL,
    moment_id bigint NOT NULL,
    left_at bigint DEFAULT '0'::bigint NOT NULL
);
CREATE TABLE public.link (
    relation_id bigint NOT NULL,
    n bigint NOT NULL,
    moment_id bigint NOT NULL,
    happened_at bigint DEFAULT '0'::bigint NOT NULL
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
    json_front text CONSTRAINT moment_json_head_not_null NOT NULL,
    json_tail text NOT NULL,
    day character varying(10) DEFAULT ''::character varying NOT NULL,
    name_at integer DEFAULT 0 NOT NULL,
    name_length integer DEFAULT 0 NOT NULL,
    reference text,
    client_id character varying(64),
    channel character varying(16) DEFAULT ''::character varying NOT NULL
);
CREATE TABLE public.moment_import (
    number bigint NOT NULL,
    digest character varying(64),
    file text NOT NULL,
    started_at bigint NOT NULL,
    lines bigint NOT NULL,
    done bigint NOT NULL,
    added bigint NOT NULL,
    state character varying(16) NOT NULL
);
CREATE TABLE public.moment_text (
    moment_id bigint NOT NULL,
    words text NOT NULL
);
CREATE TABLE public.moment_type (
    id character varying(128) NOT NULL,
    title text NOT NULL,
    addable boolean NOT NULL,
    "position" integer NOT NULL,
    json_schema text NOT NULL
);
CREATE TABLE public.numbering (
    kind character varying(16) NOT NULL,
    paged_at bigint NOT NULL,
    edition bigint NOT NULL,
    settled_at bigint NOT NULL,
    building_at bigint,
    at_relation_id bigint NOT NULL,
    at_position bigint NOT NULL,
    gaps bigint NOT NULL,
    numbered bigint NOT NULL,
    found bigint NOT NULL
);
CREATE TABLE public.oauth_code (
    hash character varying(64) NOT NULL,
    consent_id character varying(32) NOT NULL,
    redirect_uri text NOT NULL,
    challenge character varying(128),
    expires_at bigint NOT NULL,
    used_at bigint
);
CREATE TABLE public.one_time_link (
    hash character varying(64) NOT NULL,
    account_id character varying(32) NOT NULL,
    purpose character varying(16) NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.parked (
    id bigint NOT NULL,
    client_id character varying(64) NOT NULL,
    fingerprint bytea NOT NULL,
    content bytea NOT NULL,
    idempotency_key character varying(255),
    type character varying(128) NOT NULL,
    document text NOT NULL,
    reason character varying(32) NOT NULL,
    parked_at bigint NOT NULL,
    times bigint NOT NULL,
    account_id character varying(32)
);
CREATE TABLE public.recovery_code (
    hash character varying(64) NOT NULL,
    account_id character varying(32) NOT NULL
);
CREATE TABLE public.refresh_token (
    hash character varying(64) NOT NULL,
    consent_id character varying(32) NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint
);
CREATE TABLE public.register (
    id smallint NOT NULL,
    last_moment_id bigint NOT NULL,
    last_change_no bigint NOT NULL,
    last_second bigint NOT NULL,
    types_version bigint NOT NULL,
    rendering text NOT NULL,
    read_second bigint DEFAULT '0'::bigint NOT NULL,
    last_parked_id bigint DEFAULT '0'::bigint NOT NULL,
    imports_lack_keys boolean DEFAULT false NOT NULL,
    last_relation_no bigint DEFAULT '0'::bigint NOT NULL,
    last_relation_change bigint DEFAULT '0'::bigint NOT NULL,
    tags_version bigint DEFAULT '0'::bigint NOT NULL,
    phone_keying text DEFAULT ''::text NOT NULL,
    trusted_at bigint DEFAULT '0'::bigint NOT NULL
);
CREATE TABLE public.registration_key (
    key bytea NOT NULL,
    moment_id bigint NOT NULL
);
CREATE TABLE public.relation (
    id bigint NOT NULL,
    kind character varying(16) NOT NULL,
    name text NOT NULL,
    name_json text NOT NULL,
    email text,
    archived boolean NOT NULL,
    merged_into bigint,
    external_id text,
    n bigint DEFAULT '0'::bigint NOT NULL,
    change_no bigint DEFAULT '0'::bigint NOT NULL,
    email_key text,
    words text DEFAULT ''::text NOT NULL
);
CREATE TABLE public.relation_phone (
    relation_id bigint NOT NULL,
    number text NOT NULL,
    number_key text DEFAULT ''::text NOT NULL,
    main_key text DEFAULT ''::text NOT NULL
);
CREATE TABLE public.relation_tick (
    second bigint NOT NULL,
    first_change bigint NOT NULL
);
CREATE TABLE public.rename_run (
    relation_id bigint NOT NULL,
    after_n bigint NOT NULL
);
CREATE TABLE public.role (
    name character varying(64) NOT NULL,
    scopes text NOT NULL,
    second_factor boolean NOT NULL,
    built_in boolean NOT NULL
);
CREATE TABLE public.session (
    hash character varying(64) NOT NULL,
    id character varying(32) NOT NULL,
    account_id character varying(32) NOT NULL,
    stage character varying(16) NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    address text NOT NULL,
    agent text NOT NULL,
    new_totp_secret character varying(64)
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
    expires_at bigint NOT NULL,
    consent_id character varying(32)
);
CREATE TABLE public.version (
    moment_id bigint NOT NULL,
    version integer NOT NULL,
    recorded_at bigint NOT NULL,
    client_id character varying(64),
    channel character varying(16) NOT NULL,
    document text NOT NULL,
    person text,
    account_id character varying(32)
);
CREATE TABLE public.withdrawn (
    moment_id bigint NOT NULL,
    n bigint NOT NULL,
    change_no bigint NOT NULL,
    withdrawn_at bigint NOT NULL,
    reason character varying(16) NOT NULL,
    person text
);
INSERT INTO public.account VALUES
	('a52c5060da9ee6d47fe06b1b656e25bf', 'bob@example.org', 'bob@example.org', 'Bob', 'nl', NULL, 'administrator', NULL, NULL, NULL, 0, 1795958320211865, NULL, 'system', true),
	('dddb5e8b8a3b9e06870e5938d6fbd319', 'eve@example.org', 'eve@example.org', 'Eve', 'en', NULL, 'reader', NULL, NULL, NULL, 0, 1795958320353784, 1795958320546758, 'system', true),
	('d025e50c6a532b0938429730366f4794', 'ada@example.org', 'ada@example.org', 'Ada Lovelace', 'en', 4, 'registrar', '$argon2id$v=19$m=65536,t=3,p=1$KK0t8qi25OIK23aXYpu8iQ$SDpMKTcWNNRRTp2w7FUXpGP8ju7ZOVi4MxpxsFqz9IU', 1795958320740142, NULL, 0, 1795958320009349, NULL, 'system', true);
INSERT INTO public.action VALUES
	(17, 'Spring campaign');
INSERT INTO public.alembic_version VALUES
	('0012');
INSERT INTO public.audit_event VALUES
	(1, 1795958309800985, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"lines": 8}', '\x549b7c4f2462ee113aa33bdc542f32ffd48c8262db46387532dd7d63515acd43'),
	(2, 1795958310429392, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"lines": 1}', '\xe07447a7a3628d2e1e8b954d2f7fab98b7c20cdb974b302c2c332daefe435a7d'),
	(3, 1795958311092492, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, '02895e5859725733f89032a5480d2657', '{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/add", "contact_moment/details", "contact_moment/edit", "contact_moment/view", "relation/edit", "relation/view"]}', '\x8b0446730fccbd9218eca8934eb2172a8138e434723ac9102b7109ac28c8f4db'),
	(4, 1795958311178005, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, '8c153bf273213588faaff8e47e08439b', '{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/view"]}', '\x4b5a84b4c108e119cfa086c0ac25383acc39f68f217b7ed692cec1d5538739d5'),
	(5, 1795958311279279, 'client_revoked', NULL, NULL, 'root', NULL, NULL, NULL, '8c153bf273213588faaff8e47e08439b', '{}', '\x683299715e9093a8cb41ffe9cd4217ad8bbe1c624f5e02bbaeda57a89b60fba1'),
	(6, 1795958311382063, 'client_changed', NULL, NULL, 'root', NULL, NULL, NULL, '02895e5859725733f89032a5480d2657', '{"parking": true}', '\x8277f5c4221b3cf2a3cb34cea34265b0816f96130166150deae00a40959a78f5'),
	(7, 1795958311731814, 'import', NULL, NULL, 'root', NULL, NULL, NULL, '1', '{"done": 0, "lines": 26}', '\xb0d82a43bf1261cc01170659e3d38a64eb1aef4b80450c1352a4d21cae26e9d9'),
	(8, 1795958312065570, 'import', NULL, NULL, 'root', NULL, NULL, NULL, '2', '{"done": 0, "lines": 1}', '\x36151f9260b16a686cebbf726a79713acd05b751ba6949f8f670c0f5842a1f95'),
	(9, 1795958312248291, 'import_undone', NULL, NULL, 'root', NULL, NULL, NULL, '2', '{"also_corrected": false}', '\x3d7e32f20b7a73e7b3f9b72f9d3117d0f3e34e35857d9d4bbb119f6ff768c610'),
	(10, 1795958312360454, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 27', '{"count": 1, "ids": [27], "reason": "mistake"}', '\x43298879217174aca973f0c13db09c978217c5f50e864b6804af9d1dca978cec'),
	(11, 1795958320081887, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, 'd025e50c6a532b0938429730366f4794', '{"relation_id": 4, "role": "registrar"}', '\x7896c032ee99e7386551d2ac35130d3a2067fa68ab12213bd546463f42bcd3df'),
	(12, 1795958320112619, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, 'd025e50c6a532b0938429730366f4794', '{"purpose": "invite"}', '\x3e29893ddca668a4f8e9261b84650dea3d4705681265064d5999ef249ccc2350'),
	(13, 1795958320247753, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, 'a52c5060da9ee6d47fe06b1b656e25bf', '{"relation_id": null, "role": "administrator"}', '\x9c7565c9d035409093a19ddfc7f2a4f33a71186d854844d4bd858e408ca2c473'),
	(14, 1795958320292737, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, 'a52c5060da9ee6d47fe06b1b656e25bf', '{"purpose": "invite"}', '\x387a5c7738973522ab64c82d205600d7d9637d41ab81c5f8028af7b41a66f38e'),
	(15, 1795958320379087, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, 'dddb5e8b8a3b9e06870e5938d6fbd319', '{"relation_id": null, "role": "reader"}', '\xd8bce9b8877869c1d5c7f2022745babc67d1f88c268c2920a8e900262d7bf272'),
	(16, 1795958320417198, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, 'dddb5e8b8a3b9e06870e5938d6fbd319', '{"purpose": "invite"}', '\x295d432b54cc0c8f2ba55f36b0bb699d1e0f5ab895bd6d4e0763ed599b97b12c'),
	(17, 1795958320604008, 'account_disabled', NULL, NULL, 'root', NULL, NULL, NULL, 'dddb5e8b8a3b9e06870e5938d6fbd319', '{"clients": [], "sessions": 0}', '\x3561313243d528eb710fd66dc379b36514e4a28ab93883da3f89f832c35bbaab'),
	(18, 1795958320694278, 'role_added', NULL, NULL, 'root', NULL, NULL, NULL, 'auditor', '{"scopes": ["audit/view"], "second_factor": true}', '\x703a8e9413eecd714951a224b7471c5893fe170c8c4de2027880f88ccf96f7af'),
	(19, 1795958321596167, 'password', 'd025e50c6a532b0938429730366f4794', NULL, NULL, '127.0.0.1', '\xfa8f419a60ffd3b95736880134ce4a5d8f37c4cd321691dfac7df323f941d328', '\x3ebc58b51b74ca5ed17ed748d90900590805e8c1fd00a64f9df1f971d6c04360', 'd025e50c6a532b0938429730366f4794', '{"clients": [], "sessions": 0}', '\x62632c91c55ddad208af0b2fe0126e8eef8b13ab7f51311a9c3a89a99b000713'),
	(20, 1795958321596167, 'sign_in', 'd025e50c6a532b0938429730366f4794', NULL, NULL, '127.0.0.1', '\xcd49d7afc3bc69f2707ff08dd79bf9b28f7fa856a1301f65b49ddb2d10f33dfc', '\x9a21d18f6b24c3f7b71b39237c38ff27238023871ea2e605afc26d8a7e9e6654', 'd025e50c6a532b0938429730366f4794', '{"second_factor": false}', '\xd0cbea6bc31788171428826b8a288ba46bf120dc4c9961400ec823a6bcc278f4'),
	(21, 1795958321703492, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, 'a558cdbfccb7f4c3370c2b19bc43b57b', '{"people_only": false, "public": false, "redirect_uris": ["https://crm.example.org/signed-in"], "scopes": ["contact_moment/add", "contact_moment/view"]}', '\xd411054ea053972d380cb195f2fffb7aa832c4f469771695b0f2fd2aea8fa3d7'),
	(22, 1795958321832206, 'consent_given', 'd025e50c6a532b0938429730366f4794', NULL, NULL, '127.0.0.1', '\xd7195a5322c8d06bb393dfab96c127076239ae3385e6ddbed904db07507cd9cc', '\x58b5d16315f7871445ffce1010ed8a349c8cb77118b7434b06df1cfdcbdf8614', 'a558cdbfccb7f4c3370c2b19bc43b57b', '{"scopes": ["contact_moment/add", "contact_moment/view"]}', '\x1dc50fd3eda29060777327c7380204342c24335420d5f34b8f5495df49044239'),
	(23, 1795958323570361, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 5', '{"count": 1, "ids": [5], "reason": "erasure"}', '\xab4bb62e1762af3891855b070b2ee2f06a03dd3b81bc3cc752d3a3be56d08053'),
	(24, 1795958323796126, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 6', '{"count": 1, "ids": [6], "reason": "duplicate"}', '\x43da44f0428ba8fb44de99ddb177c8338dc1f7295289b7248f0070ca97fbba6a'),
	(25, 1795958331729533, 'settings', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"port": [50201, 57419]}', '\x151416581971a47fa076e9d5644cee0fc3a65a3d400101b2983163dc7253d570');
INSERT INTO public.audit_head VALUES
	(1, 25, '\x151416581971a47fa076e9d5644cee0fc3a65a3d400101b2983163dc7253d570', 0, '\x0000000000000000000000000000000000000000000000000000000000000000', '{"action_codes": "any", "audit_days": 730, "cors_origins": null, "database_url": "postgresql://postgres@/register_6689_11?host=/run/postgresql", "failure_days": 90, "grant_days": 90, "host": "127.0.0.1", "log_format": "auto", "log_level": "error", "mail_from": null, "max_connections": 4000, "organisation_accent": null, "organisation_logo": null, "organisation_name": null, "own_phone_numbers": null, "parked_days": 30, "phone_region": "NL", "pin_workers": true, "port": 57419, "prepared_statements": true, "public_url": null, "session_idle": 60, "session_max": 720, "smtp_url": null, "stop_timeout": 20, "threads": 32, "time_zone": "Europe/Amsterdam", "trusted_proxies": null, "workers": 1}');
INSERT INTO public.client VALUES
	('8c153bf273213588faaff8e47e08439b', 'Former', '589f73af8d4ac8aa0d7371ad66cecb02ae2bbbdb58a80cbe473eef1e38d7e261', 'contact_moment/view', 1795958311167944, 1795958311257622, false, false, true),
	('02895e5859725733f89032a5480d2657', 'Follower', '3a84cdb9e1f3d1fedbf85fac898e70ecc735efc9d16384b622c4d559bc0632d5', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795958311080125, NULL, true, false, true),
	('a558cdbfccb7f4c3370c2b19bc43b57b', 'App', '6817e64a5e6761d57f07f15c71ff7497a4a5ad662dc2233a651f32198f00343d', 'contact_moment/add contact_moment/view', 1795958321690620, NULL, false, false, true);
INSERT INTO public.client_redirect VALUES
	('a558cdbfccb7f4c3370c2b19bc43b57b', 'https://crm.example.org/signed-in');
INSERT INTO public.commit_mark VALUES
	(7258752843527056325, 1795958309784731),
	(3725241266346114675, 1795958309822157),
	(8727857035051348652, 1795958309902042),
	(4758313314824688801, 1795958310416587),
	(6511506179237181705, 1795958310439173),
	(5704525077814049182, 1795958310475748),
	(5365425261303819759, 1795958310556116),
	(3208673904007241324, 1795958310671472),
	(821359951058714061, 1795958310743906),
	(6017631668101982996, 1795958310844419),
	(8124398259931389190, 1795958310963196),
	(1052625657615917598, 1795958311081468),
	(8506182412423017483, 1795958311172091),
	(2007263072995104974, 1795958311258396),
	(1025680739782138759, 1795958311360763),
	(7185603234542847040, 1795958311716417),
	(6617727581984016518, 1795958311755244),
	(5604773326536218690, 1795958312051975),
	(52933677076431377, 1795958312083841),
	(8384648614787238077, 1795958312233887),
	(7000876989898186497, 1795958312252792),
	(3992512744550888221, 1795958315048385),
	(4334673104739972221, 1795958318951914),
	(3919245285129397408, 1795958319048298),
	(5164667690003308850, 1795958319176129),
	(8470193385920573075, 1795958319198146),
	(7084195637288011110, 1795958319284562),
	(365430689516436756, 1795958319356918),
	(4655669719227568126, 1795958319399779),
	(2341161034680594294, 1795958319446247),
	(4980183513347598873, 1795958319505027),
	(1778926495632710545, 1795958319538403),
	(5306342856037569874, 1795958319598194),
	(8163431449751167903, 1795958319628274),
	(6447956035278876723, 1795958319676730),
	(2084756383884106362, 1795958319724223),
	(4091965931035443092, 1795958319762594),
	(8275569152656378280, 1795958320014638),
	(8268858807172404680, 1795958320096217),
	(8413203969721317171, 1795958320219897),
	(3846569599628606387, 1795958320267861),
	(8157926500254518474, 1795958320355739),
	(5216122171884622479, 1795958320395899),
	(8434735919123077948, 1795958320563524),
	(4608023685444687395, 1795958320679180),
	(8870418139553876873, 1795958321547952),
	(4594468381597787156, 1795958321691471),
	(709073183786787916, 1795958321807518),
	(6266198788459280473, 1795958321874719),
	(974533397535833258, 1795958321899959);
INSERT INTO public.commit_mark VALUES
	(2291255165281591019, 1795958321975690),
	(4865004186479267110, 1795958322265400),
	(5036566770180621504, 1795958322363881),
	(5256073422295035707, 1795958322505974),
	(655004840194640477, 1795958322666739),
	(8243726284779013905, 1795958322732342),
	(8456966619024935676, 1795958322839346),
	(1450718391336621824, 1795958322967422),
	(8005148783437541771, 1795958323216156),
	(2604491908082040777, 1795958323438337),
	(856975417811829362, 1795958323486158),
	(5130124711310920450, 1795958323692338),
	(6461709204455115853, 1795958323726223),
	(2886915316922804902, 1795958323979864),
	(1141916071897052801, 1795958324187306),
	(1763991127523207475, 1795958324206922),
	(3317748294288600208, 1795958324360953),
	(7576788645580667299, 1795958324375155),
	(4142496312910822926, 1795958324488635),
	(1491552687702194399, 1795958328463080),
	(367303101152825467, 1795958331663033),
	(8264291225282869456, 1795958331709188),
	(5259286001093221918, 1795958331763331),
	(3059747489217272817, 1795958331875271);
INSERT INTO public.consent VALUES
	('4678fb71774519e53841c33a1a8f0396', 'a558cdbfccb7f4c3370c2b19bc43b57b', 'd025e50c6a532b0938429730366f4794', 'contact_moment/add contact_moment/view', 1795958321792292, 1803734321792292, NULL);
INSERT INTO public.entry VALUES
	('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'd025e50c6a532b0938429730366f4794', 1, '{"subject": "Not yet saved"}', 1795958321962394);
INSERT INTO public.first_run VALUES
	('d1855dd01bda1bb419adec1ad0d219055aed3a92c47b0166825eba74575ca75f', 1795961928447441);
INSERT INTO public.idempotency_key VALUES
	('\x68f0062f1d57dd3f5baa1a2d88f84e4b23cfcecea3c228fb82e6f84977bb69be', '\xdf1e30704d7d1c66e0a3ad8f6db846a7284c126edca77f9ec7878e6ac2ab0077', 34, 1795958319545029);
INSERT INTO public.import_key VALUES
	('\x6fa06686af9fd3834083c87f1bdd89a8b8be447304dc56b8ac5770e41a501da8', 1),
	('\x2d559b8e314d3ca8c993290c31902ed8201ed7f20768b96b8fe9c35d2ab063bc', 2),
	('\x17c02bcd399b410751dcb4fe52353e481e417f59b2a6e069fd2b95490bad6a0c', 3),
	('\x88ec425ae14625cc35eeff5435e0ac80f13683e29479914320b477564964a721', 4),
	('\x6b97483262b1fa55ddaed182ae5b26561c8677cb188a2e60ea719233bc6fe787', 5),
	('\xd917740acbb30e6f09b28e37eca2de0ddf7aa05b89b2bcb69bf80fe02ce2b459', 6),
	('\x75c190af99db5d2486a254ab36dac193e072c6b98e9a6390345f55476ed4a2da', 7),
	('\xb20b2c08e2b936862a0a37de5847e57293ec24b3939aeb8a04ff5fa96a2f2a31', 8),
	('\x15d24a4c8be0aa03d87d81bc56f02f11a7c67d41d06dd79face0b5b9c949564f', 9),
	('\x39352f2133f754fb598bdd2d1fec1c62fa93b149ef9bc4c082f73f486b0b9aa7', 10),
	('\x697144eaa12c733b64996a1611e1e3ef6e9ae4a07c9837b5784ddb3eee8be491', 11),
	('\x2e64fb0c74d2889538873dd06be6bff9345c5346e032150d039106addebc0f38', 12),
	('\x51408fe5737abf53779b8def10525e5af756348abee5de47bff2d5ac00d6041e', 13),
	('\xad79d94270f638dbb39572d2798f2c57799297f2864ab55cfa0f01c49e038981', 14),
	('\x59efd071320eab6757ab4a7dfb940cc6d25c962331340eb4be8240615edcf162', 15),
	('\xd82c96050b7028b90fb69c1225b8ded8a77b7fc4b5d20526c01c0d2c0a965bde', 16),
	('\xc1cbb045bf04ddec31e43df31612aab1fbf922188c7bb494eb02cd254b6c95b9', 17),
	('\x91bbb7ed5d33e1d5acdf82648a289c316de17f75422bfac647dc7faefb40857d', 18),
	('\x6b6c230220058a35976cf16bdb5e751e6edc02e8de107c7f01ef96160aeb3512', 19),
	('\xf558800b28d66fb9ac44e3e9e4dbd3039d36aa88e4a9272cae4855370e6f1771', 20),
	('\x7cd5ac216fba1936a016e54e88e66e2de304c2e5b45d608b055c3dcda067e901', 21),
	('\xd04c7081eda4546fdf86b20a8436ada0a19d91a8a158271d0c042be1c91c4db4', 22),
	('\x216c3df00252b1f523f79ae523113aa83a3df222f3f5fb41699dd0de1c670c31', 23),
	('\xfbe318a8750bfd9c9f66bf945c519304cfbd3f274137fa0dde9a7159f0b17348', 24),
	('\x7cc61d96cc2d9c8de04fbfaf870197bc6e83d02ceb4d8b42373eba156bde70f3', 25),
	('\x7cc61d96cc2d9c8de04fbfaf870197bc6e83d02ceb4d8b42373eba156bde70f3', 26),
	('\xcc36b4a3d74029af742f487b75850b4b34a504e340345d9e5d97f137a6cf83d4', -27);
INSERT INTO public.import_range VALUES
	(1, 1, 26),
	(2, 27, 27);
INSERT INTO public.left_link VALUES
	(1, 11, 27, 1795958312255834),
	(2, 19, 27, 1795958312255834),
	(8, 27, 27, 1795958312255834),
	(3, 1, 2, 1795958323219247),
	(8, 2, 2, 1795958323219247),
	(2, 4, 5, 1795958323499900),
	(3, 3, 5, 1795958323499900),
	(8, 5, 5, 1795958323499900),
	(3, 4, 6, 1795958323727746),
	(4, 2, 6, 1795958323727746),
	(8, 6, 6, 1795958323727746);
INSERT INTO public.link VALUES
	(1, 1, 1, 1547197200000000),
	(2, 1, 1, 1547197200000000),
	(8, 1, 1, 1547197200000000),
	(2, 2, 2, 1549875600000000),
	(3, 2, 3, 1552294800000000),
	(4, 1, 3, 1552294800000000),
	(8, 3, 3, 1552294800000000),
	(1, 2, 4, 1554973200000000),
	(2, 3, 4, 1554973200000000),
	(8, 4, 4, 1554973200000000),
	(1, 3, 7, 1562835600000000),
	(2, 5, 7, 1562835600000000),
	(8, 7, 7, 1562835600000000),
	(2, 6, 8, 1565514000000000),
	(3, 5, 8, 1565514000000000),
	(8, 8, 8, 1565514000000000),
	(3, 6, 9, 1568192400000000),
	(4, 3, 9, 1568192400000000),
	(8, 9, 9, 1568192400000000),
	(1, 4, 10, 1547197200000000),
	(2, 7, 10, 1547197200000000),
	(8, 10, 10, 1547197200000000),
	(2, 8, 11, 1549875600000000),
	(3, 7, 11, 1549875600000000),
	(8, 11, 11, 1549875600000000),
	(3, 8, 12, 1552294800000000),
	(4, 4, 12, 1552294800000000),
	(8, 12, 12, 1552294800000000),
	(1, 5, 13, 1554973200000000),
	(2, 9, 13, 1554973200000000),
	(8, 13, 13, 1554973200000000),
	(2, 10, 14, 1557565200000000),
	(3, 9, 14, 1557565200000000),
	(8, 14, 14, 1557565200000000),
	(3, 10, 15, 1560243600000000),
	(4, 5, 15, 1560243600000000),
	(8, 15, 15, 1560243600000000),
	(1, 6, 16, 1562835600000000),
	(2, 11, 16, 1562835600000000),
	(8, 16, 16, 1562835600000000),
	(2, 12, 17, 1565514000000000),
	(3, 11, 17, 1565514000000000),
	(8, 17, 17, 1565514000000000),
	(3, 12, 18, 1568192400000000),
	(4, 6, 18, 1568192400000000),
	(8, 18, 18, 1568192400000000),
	(1, 7, 19, 1547197200000000),
	(2, 13, 19, 1547197200000000),
	(8, 19, 19, 1547197200000000),
	(2, 14, 20, 1549875600000000);
INSERT INTO public.link VALUES
	(3, 13, 20, 1549875600000000),
	(8, 20, 20, 1549875600000000),
	(3, 14, 21, 1552294800000000),
	(4, 7, 21, 1552294800000000),
	(8, 21, 21, 1552294800000000),
	(1, 8, 22, 1554973200000000),
	(2, 15, 22, 1554973200000000),
	(8, 22, 22, 1554973200000000),
	(2, 16, 23, 1557565200000000),
	(3, 15, 23, 1557565200000000),
	(8, 23, 23, 1557565200000000),
	(3, 16, 24, 1560243600000000),
	(4, 8, 24, 1560243600000000),
	(8, 24, 24, 1560243600000000),
	(1, 9, 25, 1562835600000000),
	(2, 17, 25, 1562835600000000),
	(8, 25, 25, 1562835600000000),
	(1, 10, 26, 1562835600000000),
	(2, 18, 26, 1562835600000000),
	(8, 26, 26, 1562835600000000),
	(1, 12, 28, 1795958319033180),
	(2, 20, 28, 1795958319033180),
	(1, 13, 29, 1593637200000000),
	(2, 21, 29, 1593637200000000),
	(9, 1, 29, 1593637200000000),
	(1, 14, 30, 1795958319276249),
	(2, 22, 30, 1795958319276249),
	(2, 23, 31, 1795958319396574),
	(10, 1, 31, 1795958319396574),
	(2, 24, 32, 1795958319439714),
	(1, 15, 33, 1795958319500339),
	(1, 16, 34, 1795958319534580),
	(2, 25, 34, 1795958319534580),
	(7, 1, 32, 1795958319439714),
	(7, 2, 33, 1795958319500339),
	(4, 9, 2, 1549875600000000),
	(2, 26, 35, 1795958319633482),
	(4242, 1, 35, 1795958319633482);
INSERT INTO public.moment VALUES
	(1, 1, 1, 'ContactMomentNote', 1, 1547197200000000, NULL, 0, '{"id":1,"subject":"Imported 0 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":', ',"recipients":[2,8]}', '2019-01-11', 70, 20, NULL, NULL, 'import'),
	(4, 4, 1, 'ContactMomentNote', 1, 1554973200000000, NULL, 0, '{"id":4,"subject":"Imported 3 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}', '2019-04-11', 70, 20, NULL, NULL, 'import'),
	(7, 7, 1, 'ContactMomentNote', 1, 1562835600000000, NULL, 0, '{"id":7,"subject":"Imported 6 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}', '2019-07-11', 70, 20, NULL, NULL, 'import'),
	(8, 8, 1, 'ContactMomentLetter', 2, 1565514000000000, NULL, 0, '{"id":8,"subject":"Imported 7 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-08-11T11:00:00","action":null,"tags":', ',"recipients":[3,8]}', '2019-08-11', 70, 20, NULL, NULL, 'import'),
	(10, 10, 1, 'ContactMomentNote', 1, 1547197200000000, NULL, 0, '{"id":10,"subject":"Imported 9 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":', ',"recipients":[2,8]}', '2019-01-11', 71, 20, NULL, NULL, 'import'),
	(11, 11, 1, 'ContactMomentLetter', 2, 1549875600000000, NULL, 0, '{"id":11,"subject":"Imported 10 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":', ',"recipients":[3,8]}', '2019-02-11', 72, 20, NULL, NULL, 'import'),
	(13, 13, 1, 'ContactMomentNote', 1, 1554973200000000, NULL, 0, '{"id":13,"subject":"Imported 12 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}', '2019-04-11', 72, 20, NULL, NULL, 'import'),
	(14, 14, 1, 'ContactMomentLetter', 2, 1557565200000000, NULL, 0, '{"id":14,"subject":"Imported 13 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-05-11T11:00:00","action":null,"tags":', ',"recipients":[3,8]}', '2019-05-11', 72, 20, NULL, NULL, 'import'),
	(16, 16, 1, 'ContactMomentNote', 1, 1562835600000000, NULL, 0, '{"id":16,"subject":"Imported 15 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}', '2019-07-11', 72, 20, NULL, NULL, 'import'),
	(17, 17, 1, 'ContactMomentLetter', 2, 1565514000000000, NULL, 0, '{"id":17,"subject":"Imported 16 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-08-11T11:00:00","action":null,"tags":', ',"recipients":[3,8]}', '2019-08-11', 72, 20, NULL, NULL, 'import'),
	(19, 19, 1, 'ContactMomentNote', 1, 1547197200000000, NULL, 0, '{"id":19,"subject":"Imported 18 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-01-11T10:00:00","action":null,"tags":', ',"recipients":[2,8]}', '2019-01-11', 72, 20, NULL, NULL, 'import'),
	(20, 20, 1, 'ContactMomentLetter', 2, 1549875600000000, NULL, 0, '{"id":20,"subject":"Imported 19 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":', ',"recipients":[3,8]}', '2019-02-11', 72, 20, NULL, NULL, 'import'),
	(22, 22, 1, 'ContactMomentNote', 1, 1554973200000000, NULL, 0, '{"id":22,"subject":"Imported 21 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-04-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}', '2019-04-11', 72, 20, NULL, NULL, 'import'),
	(23, 23, 1, 'ContactMomentLetter', 2, 1557565200000000, NULL, 0, '{"id":23,"subject":"Imported 22 about membership","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-05-11T11:00:00","action":null,"tags":', ',"recipients":[3,8]}', '2019-05-11', 72, 20, NULL, NULL, 'import'),
	(2, 38, 2, 'ContactMomentLetter', 2, 1549875600000000, NULL, 0, '{"id":2,"subject":"Corrected","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":', ',"recipients":[4]}', '2019-02-11', 52, 20, NULL, NULL, 'import'),
	(25, 25, 1, 'ContactMomentNote', 1, 1562835600000000, NULL, 1, '{"id":25,"subject":"Imported 24 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}', '2019-07-11', 72, 20, 'letter-1', NULL, 'import'),
	(26, 26, 1, 'ContactMomentNote', 1, 1562835600000000, NULL, 1, '{"id":26,"subject":"Imported 24 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}', '2019-07-11', 72, 20, 'letter-1', NULL, 'import'),
	(28, 29, 1, 'ContactMomentPhone', 1, 1795958319033180, 17, 2, '{"id":28,"subject":"Call 1 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:18:39","action":17,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '02895e5859725733f89032a5480d2657', 'api'),
	(29, 30, 1, 'ContactMomentPhone', 1, 1593637200000000, NULL, 0, '{"id":29,"subject":"Call 2 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2020-07-01T23:00:00","action":null,"tags":', ',"recipients":[2,9]}', '2020-07-01', 63, 20, NULL, '02895e5859725733f89032a5480d2657', 'api'),
	(30, 31, 1, 'ContactMomentPhone', 1, 1795958319276249, NULL, 0, '{"id":30,"subject":"Call 3 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:18:39","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, 'ticket-3', '02895e5859725733f89032a5480d2657', 'api'),
	(31, 32, 1, 'ContactMomentPhone', 10, 1795958319396574, NULL, 0, '{"id":31,"subject":"Call 4 \"quoted\" ☎","senderId":10,"sender":"Added","type":"ContactMomentPhone","dateTime":"2026-11-29T14:18:39","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 64, 7, NULL, '02895e5859725733f89032a5480d2657', 'api'),
	(34, 35, 1, 'ContactMomentPhone', 1, 1795958319534580, NULL, 0, '{"id":34,"subject":"Call 8 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:18:39","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '02895e5859725733f89032a5480d2657', 'api'),
	(3, 3, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":3,"subject":"Imported 2 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 70, 13, NULL, NULL, 'import'),
	(12, 12, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":12,"subject":"Imported 11 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 72, 13, NULL, NULL, 'import'),
	(21, 21, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":21,"subject":"Imported 20 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 72, 13, NULL, NULL, 'import'),
	(15, 15, 1, 'ContactMomentVisit', 3, 1560243600000000, NULL, 0, '{"id":15,"subject":"Imported 14 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-06-11', 72, 13, NULL, NULL, 'import'),
	(24, 24, 1, 'ContactMomentVisit', 3, 1560243600000000, NULL, 0, '{"id":24,"subject":"Imported 23 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-06-11', 72, 13, NULL, NULL, 'import'),
	(9, 9, 1, 'ContactMomentVisit', 3, 1568192400000000, NULL, 0, '{"id":9,"subject":"Imported 8 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-09-11', 70, 13, NULL, NULL, 'import'),
	(18, 18, 1, 'ContactMomentVisit', 3, 1568192400000000, NULL, 0, '{"id":18,"subject":"Imported 17 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-09-11', 72, 13, NULL, NULL, 'import'),
	(32, 36, 1, 'ContactMomentPhone', 7, 1795958319439714, NULL, 0, '{"id":32,"subject":"Call 5 \"quoted\" ☎","senderId":7,"sender":"Relation 7 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:18:39","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '02895e5859725733f89032a5480d2657', 'api'),
	(33, 37, 1, 'ContactMomentPhone', 1, 1795958319500339, NULL, 0, '{"id":33,"subject":"Call 6 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:18:39","action":null,"tags":', ',"recipients":[7]}', '2026-11-29', 63, 20, NULL, '02895e5859725733f89032a5480d2657', 'api'),
	(35, 41, 1, 'ContactMomentPhone', 4242, 1795958319633482, NULL, 0, '{"id":35,"subject":"Call 9 \"quoted\" ☎","senderId":4242,"sender":"Late","type":"ContactMomentPhone","dateTime":"2026-11-29T14:18:39","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 66, 6, NULL, '02895e5859725733f89032a5480d2657', 'api');
INSERT INTO public.moment_import VALUES
	(1, 'af238f18aafe30e4ef6170b570e50d3661261481034b3e2d3f23e840d22400a7', 'history.jsonl', 1795958311717763, 26, 26, 26, 'complete'),
	(2, NULL, 'wrong.jsonl', 1795958312054304, 1, 1, 1, 'undone');
INSERT INTO public.moment_text VALUES
	(1, ' =1 @2 @8  imported 0 about membership '),
	(3, ' =3 @4 @8  imported 2 about membership '),
	(4, ' =1 @2 @8  imported 3 about membership '),
	(7, ' =1 @2 @8  imported 6 about membership '),
	(8, ' =2 @3 @8  imported 7 about membership '),
	(9, ' =3 @4 @8  imported 8 about membership '),
	(10, ' =1 @2 @8  imported 9 about membership '),
	(11, ' =2 @3 @8  imported 10 about membership '),
	(12, ' =3 @4 @8  imported 11 about membership '),
	(13, ' =1 @2 @8  imported 12 about membership '),
	(14, ' =2 @3 @8  imported 13 about membership '),
	(15, ' =3 @4 @8  imported 14 about membership '),
	(16, ' =1 @2 @8  imported 15 about membership '),
	(17, ' =2 @3 @8  imported 16 about membership '),
	(18, ' =3 @4 @8  imported 17 about membership '),
	(19, ' =1 @2 @8  imported 18 about membership '),
	(20, ' =2 @3 @8  imported 19 about membership '),
	(21, ' =3 @4 @8  imported 20 about membership '),
	(22, ' =1 @2 @8  imported 21 about membership '),
	(23, ' =2 @3 @8  imported 22 about membership '),
	(24, ' =3 @4 @8  imported 23 about membership '),
	(25, ' =1 @2 @8  imported 24 about membership  _letter _1 '),
	(26, ' =1 @2 @8  imported 24 about membership  _letter _1 '),
	(28, ' =1 @2  call 1 quoted  _asked _and _answered '),
	(29, ' =1 @2 @9  call 2 quoted  _asked _and _answered '),
	(30, ' =1 @2  call 3 quoted  _ticket _3  _asked _and _answered '),
	(31, ' =10 @2  call 4 quoted  _asked _and _answered '),
	(32, ' =6 @2  call 5 quoted  _asked _and _answered '),
	(33, ' =1 @6  call 6 quoted  _asked _and _answered '),
	(34, ' =1 @2  call 8 quoted  _asked _and _answered '),
	(2, ' =2 @4  corrected '),
	(35, ' =4242 @2  call 9 quoted  _asked _and _answered ');
INSERT INTO public.moment_type VALUES
	('ContactMomentPhone', 'Telephone call', true, 1, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was said during the call","type":"string"},"direction":{"title":"Direction","description":"Who called whom: in, if they called us","examples":["in","out"]},"outcome":{"title":"Outcome","description":"How the call ended","examples":["spoke","no answer","voicemail","called back"]},"durationMinutes":{"title":"Duration in minutes","description":"How long the call took","examples":[5,15]}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentVisit', 'Visit', true, 2, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was discussed","type":"string"},"location":{"title":"Location","description":"Where the visit took place","type":"string","maxLength":255}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentLetter', 'Letter', true, 3, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What the letter says, or a summary of it","type":"string"}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentEmail', 'E-mail', false, 4, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the message","type":"string"},"messageId":{"title":"Message ID","description":"The Message-ID of the e-mail (RFC 5322)","type":"string","maxLength":998}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentNote', 'Note', true, 5, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the note","type":"string"}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentOwn', 'Own', true, 6, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"room":{"type":"string","title":"Room"}},"required":["subject","senderId","recipients"]}');
INSERT INTO public.numbering VALUES
	('relation', 0, 0, -1, NULL, 0, 0, 0, 0, 0),
	('whole', 1795958331000000, 0, -1, NULL, 0, 0, 0, 0, 0);
INSERT INTO public.oauth_code VALUES
	('5edf58f8c0f03de09976b93dca38ac9b34a5ab45db7fb05f4f1ff73ebdfab013', '4678fb71774519e53841c33a1a8f0396', 'https://crm.example.org/signed-in', 'GHioL4N55Cp0SmFl-EjJ3zBaibceXNwINv7JJqcQGes', 1795958381792292, 1795958321873871);
INSERT INTO public.one_time_link VALUES
	('0744098133f5e856e8c1cccd43437ea19825fdd7f698fd007bc0c298f5a6809a', 'a52c5060da9ee6d47fe06b1b656e25bf', 'invite', 1796044720260652);
INSERT INTO public.parked VALUES
	(3, '02895e5859725733f89032a5480d2657', '\x52d9b00d31d699778885bf99c38db8a74029ed9b0e00326df928ef0cda367112', '\x52d9b00d31d699778885bf99c38db8a74029ed9b0e00326df928ef0cda367112', NULL, 'ContactMomentPhone', '{"subject":"Call 9 \"quoted\" ☎","senderId":4444,"recipients":[2],"contents":"Asked\nand answered"}', 'sender_not_available', 1795958319725007, 1, NULL);
INSERT INTO public.refresh_token VALUES
	('e9afd4a8002617c6db62afda997a6980367e9dde474b50e86d7f8d2dcd520310', '4678fb71774519e53841c33a1a8f0396', 1798550321888012, NULL);
INSERT INTO public.register VALUES
	(1, 35, 41, 1795958324, 7, '1 Europe/Amsterdam b10f9542a850', 1795958331, 3, false, 12, 15, 1795958322999816, '1 NL', 0);
INSERT INTO public.registration_key VALUES
	('\x7c4ee66d55f5c3ac0a0ffca1575e23a90f19dff639eb932f307430ee3f702880', 30);
INSERT INTO public.relation VALUES
	(1, 'person', 'Relation 1 Ålesund', '"Relation 1 Ålesund"', NULL, false, NULL, NULL, 1, 1, NULL, ' relation 1 alesund @relation @1 @alesund '),
	(2, 'person', 'Relation 2 Ålesund', '"Relation 2 Ålesund"', NULL, false, NULL, NULL, 2, 2, NULL, ' relation 2 alesund @relation @2 @alesund '),
	(4, 'person', 'Relation 4 Ålesund', '"Relation 4 Ålesund"', NULL, false, NULL, NULL, 4, 4, NULL, ' relation 4 alesund @relation @4 @alesund '),
	(7, 'person', 'Relation 7 Ålesund', '"Relation 7 Ålesund"', NULL, false, NULL, NULL, 7, 7, NULL, ' relation 7 alesund @relation @7 @alesund '),
	(8, 'person', 'Relation 8 Ålesund', '"Relation 8 Ålesund"', NULL, false, NULL, NULL, 8, 8, NULL, ' relation 8 alesund @relation @8 @alesund '),
	(9, 'organisation', 'Board', '"Board"', 'Board@Example.org', false, NULL, NULL, 9, 9, 'board@example.org', ' board @board '),
	(10, 'person', 'Added', '"Added"', NULL, false, NULL, NULL, 10, 10, NULL, ' added @added '),
	(11, 'person', 'Put', '"Put"', NULL, false, NULL, 'crm-11', 11, 11, NULL, ' put @put '),
	(3, 'person', 'Renamed Ærø', '"Renamed Ærø"', NULL, false, NULL, NULL, 3, 12, NULL, ' renamed aero @renamed @aero '),
	(6, 'person', 'Relation 6 Ålesund', '"Relation 6 Ålesund"', NULL, false, 7, NULL, 6, 13, NULL, ' relation 6 alesund @relation @6 @alesund '),
	(5, 'person', 'Relation 5 Ålesund', '"Relation 5 Ålesund"', NULL, true, NULL, NULL, 5, 14, NULL, ' relation 5 alesund '),
	(4242, 'person', 'Late', '"Late"', NULL, false, NULL, NULL, 12, 15, NULL, ' late @late ');
INSERT INTO public.relation_phone VALUES
	(9, '020 123 45 67 ext. 9', '+31201234567;ext=9', '+31201234567'),
	(9, '06-12345678', '+31612345678', '+31612345678');
INSERT INTO public.relation_tick VALUES
	(1795958309, 1),
	(1795958310, 9),
	(1795958319, 11),
	(1795958322, 12),
	(1795958324, 15);
INSERT INTO public.role VALUES
	('reader', 'contact_moment/details contact_moment/view relation/view', false, true),
	('registrar', 'contact_moment/add contact_moment/details contact_moment/view relation/view', false, true),
	('editor', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/export contact_moment/view contact_moment/withdraw parked/edit relation/edit relation/view', false, true),
	('administrator', 'account/edit audit/view catalogue/edit client/edit contact_moment/add contact_moment/details contact_moment/edit contact_moment/export contact_moment/view contact_moment/withdraw import/edit parked/edit register/view relation/edit relation/view', true, true),
	('privacy officer', 'audit/view contact_moment/details contact_moment/export contact_moment/view contact_moment/withdraw relation/view', true, true),
	('auditor', 'audit/view', true, false);
INSERT INTO public.session VALUES
	('9b7dabaa78645f312c220628fde76cd4fb1ba7b65408ef2b7736cacbab2d91f0', 'c3ef84cfd3f0c8da5c3a466a4ab62e7d', 'd025e50c6a532b0938429730366f4794', 'full', 0, 1795958320740142, 1795958320740142, 1795961920740142, '127.0.0.1', 'python-requests/2.34.2', NULL);
INSERT INTO public.tag VALUES
	(1, 'complaint'),
	(2, 'praise'),
	(3, 'query');
INSERT INTO public.tagset VALUES
	(0, '', '{}'),
	(2, '2', '{"2":"praise"}'),
	(1, '1,3', '{"1":"complaint","3":"query"}');
INSERT INTO public.tagset_tag VALUES
	(1, 1),
	(3, 1),
	(2, 2);
INSERT INTO public.tick VALUES
	(1795958311, 1),
	(1795958312, 27),
	(1795958319, 29),
	(1795958322, 36),
	(1795958323, 38),
	(1795958324, 41);
INSERT INTO public.token VALUES
	('3b750d29642f2f403449d53dd92f4eba9c6f2f12d0433732aa260267b4bc4115', '02895e5859725733f89032a5480d2657', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795961918946559, NULL),
	('16ee7459d99d5f5876c1fcdc953dcf36ca5fd1cbecad51c8118671286d276053', 'a558cdbfccb7f4c3370c2b19bc43b57b', 'contact_moment/add contact_moment/view', 1795961921888012, '4678fb71774519e53841c33a1a8f0396'),
	('63c859c3b76ed8eab55cd4429fc119d0cdd30bb334babbddfc02b34d48f9dde8', '02895e5859725733f89032a5480d2657', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795961931654397, NULL);
INSERT INTO public.version VALUES
	(1, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 0 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(2, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 1 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(3, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 2 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(4, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 3 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(7, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 6 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(8, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 7 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(9, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 8 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(10, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 9 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(11, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 10 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(12, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 11 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(13, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 12 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(14, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 13 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(15, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 14 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(16, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 15 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(17, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 16 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(18, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 17 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(19, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 18 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(20, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 19 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(21, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 20 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(22, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 21 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(23, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 22 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(24, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 23 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(25, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}', NULL, NULL),
	(26, 1, 1795958311756172, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}', NULL, NULL),
	(28, 1, 1795958319055894, '02895e5859725733f89032a5480d2657', 'api', '{"dateTime":"2026-11-29T13:18:39.033180Z","subject":"Call 1 \"quoted\" ☎","senderId":1,"recipients":[2],"action_code":17,"tagIds":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(29, 1, 1795958319199773, '02895e5859725733f89032a5480d2657', 'api', '{"dateTime":"2020-07-01T21:00:00Z","subject":"Call 2 \"quoted\" ☎","senderId":1,"recipients":[2,9],"contents":"Asked\nand answered"}', NULL, NULL),
	(30, 1, 1795958319289685, '02895e5859725733f89032a5480d2657', 'api', '{"dateTime":"2026-11-29T13:18:39.276249Z","subject":"Call 3 \"quoted\" ☎","senderId":1,"recipients":[2],"reference":"ticket-3","contents":"Asked\nand answered"}', NULL, NULL),
	(31, 1, 1795958319403567, '02895e5859725733f89032a5480d2657', 'api', '{"dateTime":"2026-11-29T13:18:39.396574Z","subject":"Call 4 \"quoted\" ☎","senderId":10,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(32, 1, 1795958319452528, '02895e5859725733f89032a5480d2657', 'api', '{"dateTime":"2026-11-29T13:18:39.439714Z","subject":"Call 5 \"quoted\" ☎","senderId":6,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(33, 1, 1795958319507886, '02895e5859725733f89032a5480d2657', 'api', '{"dateTime":"2026-11-29T13:18:39.500339Z","subject":"Call 6 \"quoted\" ☎","senderId":1,"recipients":[6],"contents":"Asked\nand answered"}', NULL, NULL),
	(34, 1, 1795958319545029, '02895e5859725733f89032a5480d2657', 'api', '{"dateTime":"2026-11-29T13:18:39.534580Z","subject":"Call 8 \"quoted\" ☎","senderId":1,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(2, 2, 1795958323219247, NULL, 'command', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Corrected","senderId":2,"recipients":[4]}', 'Ada', NULL),
	(35, 1, 1795958324210267, '02895e5859725733f89032a5480d2657', 'api', '{"dateTime":"2026-11-29T13:18:39.633482Z","subject":"Call 9 \"quoted\" ☎","senderId":4242,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL);
INSERT INTO public.withdrawn VALUES
	(27, 1, 28, 1795958312255834, 'mistake', 'root'),
	(5, 2, 39, 1795958323499900, 'erasure', 'root'),
	(6, 3, 40, 1795958323727746, 'duplicate', 'root');
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT pk_account PRIMARY KEY (id);
ALTER TABLE ONLY public.action
    ADD CONSTRAINT pk_action PRIMARY KEY (code);
ALTER TABLE ONLY public.audit_event
    ADD CONSTRAINT pk_audit_event PRIMARY KEY (number);
ALTER TABLE ONLY public.audit_head
    ADD CONSTRAINT pk_audit_head PRIMARY KEY (id);
ALTER TABLE ONLY public.client
    ADD CONSTRAINT pk_client PRIMARY KEY (id);
ALTER TABLE ONLY public.client_redirect
    ADD CONSTRAINT pk_client_redirect PRIMARY KEY (client_id, uri);
ALTER TABLE ONLY public.commit_mark
    ADD CONSTRAINT pk_commit_mark PRIMARY KEY (token);
ALTER TABLE ONLY public.consent
    ADD CONSTRAINT pk_consent PRIMARY KEY (id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT pk_entry PRIMARY KEY (id);
ALTER TABLE ONLY public.first_run
    ADD CONSTRAINT pk_first_run PRIMARY KEY (hash);
ALTER TABLE ONLY public.gap
    ADD CONSTRAINT pk_gap PRIMARY KEY (kind, edition, relation_id, rows_before);
ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT pk_idempotency_key PRIMARY KEY (key);
ALTER TABLE ONLY public.import_key
    ADD CONSTRAINT pk_import_key PRIMARY KEY (key, moment_id);
ALTER TABLE ONLY public.import_range
    ADD CONSTRAINT pk_import_range PRIMARY KEY (import_number, first_id);
ALTER TABLE ONLY public.import_run
    ADD CONSTRAINT pk_import_run PRIMARY KEY (digest);
ALTER TABLE ONLY public.left_link
    ADD CONSTRAINT pk_left_link PRIMARY KEY (relation_id, n);
ALTER TABLE ONLY public.link
    ADD CONSTRAINT pk_link PRIMARY KEY (relation_id, n);
ALTER TABLE ONLY public.merge_run
    ADD CONSTRAINT pk_merge_run PRIMARY KEY (merged_id);
ALTER TABLE ONLY public.moment
    ADD CONSTRAINT pk_moment PRIMARY KEY (id);
ALTER TABLE ONLY public.moment_import
    ADD CONSTRAINT pk_moment_import PRIMARY KEY (number);
ALTER TABLE ONLY public.moment_text
    ADD CONSTRAINT pk_moment_text PRIMARY KEY (moment_id);
ALTER TABLE ONLY public.moment_type
    ADD CONSTRAINT pk_moment_type PRIMARY KEY (id);
ALTER TABLE ONLY public.numbering
    ADD CONSTRAINT pk_numbering PRIMARY KEY (kind);
ALTER TABLE ONLY public.oauth_code
    ADD CONSTRAINT pk_oauth_code PRIMARY KEY (hash);
ALTER TABLE ONLY public.one_time_link
    ADD CONSTRAINT pk_one_time_link PRIMARY KEY (hash);
ALTER TABLE ONLY public.parked
    ADD CONSTRAINT pk_parked PRIMARY KEY (id);
ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT pk_recovery_code PRIMARY KEY (hash);
ALTER TABLE ONLY public.refresh_token
    ADD CONSTRAINT pk_refresh_token PRIMARY KEY (hash);
ALTER TABLE ONLY public.register
    ADD CONSTRAINT pk_register PRIMARY KEY (id);
ALTER TABLE ONLY public.registration_key
    ADD CONSTRAINT pk_registration_key PRIMARY KEY (key);
ALTER TABLE ONLY public.relation
    ADD CONSTRAINT pk_relation PRIMARY KEY (id);
ALTER TABLE ONLY public.relation_phone
    ADD CONSTRAINT pk_relation_phone PRIMARY KEY (relation_id, number);
ALTER TABLE ONLY public.relation_tick
    ADD CONSTRAINT pk_relation_tick PRIMARY KEY (second);
ALTER TABLE ONLY public.rename_run
    ADD CONSTRAINT pk_rename_run PRIMARY KEY (relation_id);
ALTER TABLE ONLY public.role
    ADD CONSTRAINT pk_role PRIMARY KEY (name);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT pk_session PRIMARY KEY (hash);
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
ALTER TABLE ONLY public.withdrawn
    ADD CONSTRAINT pk_withdrawn PRIMARY KEY (moment_id);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT uq_account_email_key UNIQUE (email_key);
ALTER TABLE ONLY public.link
    ADD CONSTRAINT uq_link_moment_id_relation_id UNIQUE (moment_id, relation_id);
ALTER TABLE ONLY public.moment
    ADD CONSTRAINT uq_moment_change_no UNIQUE (change_no);
ALTER TABLE ONLY public.moment_import
    ADD CONSTRAINT uq_moment_import_digest UNIQUE (digest);
ALTER TABLE ONLY public.one_time_link
    ADD CONSTRAINT uq_one_time_link_account_id UNIQUE (account_id);
ALTER TABLE ONLY public.parked
    ADD CONSTRAINT uq_parked_client_id_fingerprint UNIQUE (client_id, fingerprint);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT uq_session_id UNIQUE (id);
ALTER TABLE ONLY public.tagset
    ADD CONSTRAINT uq_tagset_tag_ids UNIQUE (tag_ids);
ALTER TABLE ONLY public.withdrawn
    ADD CONSTRAINT uq_withdrawn_change_no UNIQUE (change_no);
ALTER TABLE ONLY public.withdrawn
    ADD CONSTRAINT uq_withdrawn_n UNIQUE (n);
CREATE INDEX ix_audit_event_account_id ON public.audit_event USING btree (account_id);
CREATE INDEX ix_audit_event_happened_at ON public.audit_event USING btree (happened_at);
CREATE INDEX ix_audit_event_of_failure ON public.audit_event USING btree (happened_at) WHERE (((kind)::text = 'sign_in_failed'::text) AND (address IS NOT NULL));
CREATE INDEX ix_commit_mark_marked_at ON public.commit_mark USING btree (marked_at);
CREATE INDEX ix_consent_account_id ON public.consent USING btree (account_id);
CREATE INDEX ix_consent_expires_at ON public.consent USING btree (expires_at);
CREATE INDEX ix_entry_account_id ON public.entry USING btree (account_id);
CREATE INDEX ix_entry_saved_at ON public.entry USING btree (saved_at);
CREATE INDEX ix_idempotency_key_used_at ON public.idempotency_key USING btree (used_at);
CREATE INDEX ix_import_key_moment_id ON public.import_key USING btree (moment_id);
CREATE INDEX ix_left_link_left_at ON public.left_link USING btree (left_at);
CREATE INDEX ix_link_time ON public.link USING btree (relation_id, happened_at, moment_id);
CREATE INDEX ix_moment_action_time ON public.moment USING btree (action, happened_at, id);
CREATE INDEX ix_moment_channel_time ON public.moment USING btree (channel, happened_at, id);
CREATE INDEX ix_moment_client_time ON public.moment USING btree (client_id, happened_at, id);
CREATE INDEX ix_moment_day ON public.moment USING btree (day, id, change_no);
CREATE INDEX ix_moment_reference_time ON public.moment USING btree (reference, happened_at, id);
CREATE INDEX ix_moment_sender_time ON public.moment USING btree (sender_id, happened_at, id);
CREATE INDEX ix_moment_tags_time ON public.moment USING btree (tagset_id, happened_at, id);
CREATE INDEX ix_moment_time ON public.moment USING btree (happened_at, id);
CREATE INDEX ix_moment_type_time ON public.moment USING btree (type, happened_at, id);
CREATE INDEX ix_moment_words ON public.moment_text USING gin (array_to_tsvector(array_remove(string_to_array(words, ' '::text), ''::text))) WITH (fastupdate='on', gin_pending_list_limit='256');
CREATE INDEX ix_oauth_code_consent_id ON public.oauth_code USING btree (consent_id);
CREATE INDEX ix_one_time_link_expires_at ON public.one_time_link USING btree (expires_at);
CREATE INDEX ix_parked_parked_at ON public.parked USING btree (parked_at);
CREATE INDEX ix_recovery_code_account_id ON public.recovery_code USING btree (account_id);
CREATE INDEX ix_refresh_token_consent_id ON public.refresh_token USING btree (consent_id);
CREATE INDEX ix_refresh_token_expires_at ON public.refresh_token USING btree (expires_at);
CREATE INDEX ix_relation_archived_id ON public.relation USING btree (archived, id);
CREATE UNIQUE INDEX ix_relation_change_no ON public.relation USING btree (change_no);
CREATE INDEX ix_relation_email_key ON public.relation USING btree (email_key);
CREATE UNIQUE INDEX ix_relation_external_id ON public.relation USING btree (external_id);
CREATE INDEX ix_relation_merged_into ON public.relation USING btree (merged_into);
CREATE UNIQUE INDEX ix_relation_n ON public.relation USING btree (n);
CREATE INDEX ix_relation_phone_main_key ON public.relation_phone USING btree (main_key, number_key);
CREATE INDEX ix_relation_words ON public.relation USING gin (array_to_tsvector(array_remove(string_to_array(words, ' '::text), ''::text))) WITH (fastupdate='on', gin_pending_list_limit='256');
CREATE INDEX ix_session_account_id ON public.session USING btree (account_id);
CREATE INDEX ix_session_expires_at ON public.session USING btree (expires_at);
CREATE INDEX ix_token_consent ON public.token USING btree (consent_id);
CREATE INDEX ix_token_expires_at ON public.token USING btree (expires_at);
CREATE INDEX ix_withdrawn_withdrawn_at_n ON public.withdrawn USING btree (withdrawn_at, n);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT fk_account_relation_id_relation FOREIGN KEY (relation_id) REFERENCES public.relation(id);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT fk_account_role_role FOREIGN KEY (role) REFERENCES public.role(name);
ALTER TABLE ONLY public.client_redirect
    ADD CONSTRAINT fk_client_redirect_client_id_client FOREIGN KEY (client_id) REFERENCES public.client(id);
ALTER TABLE ONLY public.consent
    ADD CONSTRAINT fk_consent_account_id_account FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.consent
    ADD CONSTRAINT fk_consent_client_id_client FOREIGN KEY (client_id) REFERENCES public.client(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT fk_entry_account_id_account FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.import_range
    ADD CONSTRAINT fk_import_range_import_number_moment_import FOREIGN KEY (import_number) REFERENCES public.moment_import(number);
ALTER TABLE ONLY public.left_link
    ADD CONSTRAINT fk_left_link_relation_id_relation FOREIGN KEY (relation_id) REFERENCES public.relation(id);
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
ALTER TABLE ONLY public.moment_text
    ADD CONSTRAINT fk_moment_text_moment_id_moment FOREIGN KEY (moment_id) REFERENCES public.moment(id);
ALTER TABLE ONLY public.moment
    ADD CONSTRAINT fk_moment_type_moment_type FOREIGN KEY (type) REFERENCES public.moment_type(id);
ALTER TABLE ONLY public.oauth_code
    ADD CONSTRAINT fk_oauth_code_consent_id_consent FOREIGN KEY (consent_id) REFERENCES public.consent(id);
ALTER TABLE ONLY public.one_time_link
    ADD CONSTRAINT fk_one_time_link_account_id_account FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.parked
    ADD CONSTRAINT fk_parked_client_id_client FOREIGN KEY (client_id) REFERENCES public.client(id);
ALTER TABLE ONLY public.recovery_code
    ADD CONSTRAINT fk_recovery_code_account_id_account FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.refresh_token
    ADD CONSTRAINT fk_refresh_token_consent_id_consent FOREIGN KEY (consent_id) REFERENCES public.consent(id);
ALTER TABLE ONLY public.relation
    ADD CONSTRAINT fk_relation_merged_into_relation FOREIGN KEY (merged_into) REFERENCES public.relation(id);
ALTER TABLE ONLY public.relation_phone
    ADD CONSTRAINT fk_relation_phone_relation_id_relation FOREIGN KEY (relation_id) REFERENCES public.relation(id);
ALTER TABLE ONLY public.rename_run
    ADD CONSTRAINT fk_rename_run_relation_id_relation FOREIGN KEY (relation_id) REFERENCES public.relation(id);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT fk_session_account_id_account FOREIGN KEY (account_id) REFERENCES public.account(id);
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
