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
    disabled_at bigint
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
    phone_keying text DEFAULT ''::text NOT NULL
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
	('7bd63b530358f723107123802d8f6e62', 'bob@example.org', 'bob@example.org', 'Bob', 'nl', NULL, 'administrator', NULL, NULL, NULL, 0, 1795958272948901, NULL),
	('e7e4a995ff190e80a4fec69fadf2d372', 'eve@example.org', 'eve@example.org', 'Eve', 'en', NULL, 'reader', NULL, NULL, NULL, 0, 1795958273148381, 1795958273317063),
	('1f081e76e3e3199f656c68d24374a10b', 'ada@example.org', 'ada@example.org', 'Ada Lovelace', 'en', 4, 'registrar', '$argon2id$v=19$m=65536,t=3,p=1$BP37T2khqjMN7HKuHmPEvw$oJVuJPfw4Ygh7Mf4gZ2tVV1tO2lTr3pRh2SXFLwC0/U', 1795958273522755, NULL, 0, 1795958272793208, NULL);
INSERT INTO public.action VALUES
	(17, 'Spring campaign');
INSERT INTO public.alembic_version VALUES
	('0010');
INSERT INTO public.audit_event VALUES
	(1, 1795958266928104, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"lines": 8}', '\x7cce029a9e8378bb0be1609065e69ed3b896c855a2f0d9dcf042563b7e8a6a75'),
	(2, 1795958267189006, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"lines": 1}', '\x36da19027a9baef483e3b15d0642ae8894e4a0c5fbecf6725379762bcfbda606'),
	(3, 1795958268120801, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, '0ad05961053829d71c4f67b5860be0fd', '{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/add", "contact_moment/details", "contact_moment/edit", "contact_moment/view", "relation/edit", "relation/view"]}', '\xcf1120c6c75674abc069e5015b205168f017aaa07f54d763ce0a05186fc8f583'),
	(4, 1795958268231771, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, '689544322c2ff1adb286dd4b9d704b49', '{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/view"]}', '\x2b135709a922ddebe88bec9a2ef047a28b4e2ea0d7d509848a3e9fd375a8ae7e'),
	(5, 1795958268325360, 'client_revoked', NULL, NULL, 'root', NULL, NULL, NULL, '689544322c2ff1adb286dd4b9d704b49', '{}', '\xdf2a66b8113f6bcb85b2de777edf6dcbd94cfe0a948cb5a0edc48dd747c1be6f'),
	(6, 1795958268433261, 'client_changed', NULL, NULL, 'root', NULL, NULL, NULL, '0ad05961053829d71c4f67b5860be0fd', '{"parking": true}', '\x6bfb5510592958910211fb34be1b3fa41d5fd24f5d89ff20276541d94bf1debb'),
	(7, 1795958268651846, 'import', NULL, NULL, 'root', NULL, NULL, NULL, '1', '{"done": 0, "lines": 26}', '\x4739d25b7ff59ed8f15a0f358785cd07fb2269d7b07d93c70cf0af80f2f9a8c4'),
	(8, 1795958268958144, 'import', NULL, NULL, 'root', NULL, NULL, NULL, '2', '{"done": 0, "lines": 1}', '\x09dcdfcfac5d2d8106d47a8ae28dd4b070775e898d9a95192662ef43f84e3be7'),
	(9, 1795958269101814, 'import_undone', NULL, NULL, 'root', NULL, NULL, NULL, '2', '{"also_corrected": false}', '\x399bc3b3bba8a381feb6a1aa9dc564da0f21fce9c5663eecd0bc4de17b478a68'),
	(10, 1795958269162096, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 27', '{"count": 1, "ids": [27], "reason": "mistake"}', '\xf678b841b80f63c1dcc3fae45d05beea58b13ea5323f8bf8aee1b81bcefc5cd1'),
	(11, 1795958272827400, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, '1f081e76e3e3199f656c68d24374a10b', '{"relation_id": 4, "role": "registrar"}', '\x152aed6da2c6b7110e23e0393294c7f3b8ce327ac181a9f16343669eba08e1ca'),
	(12, 1795958272856750, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, '1f081e76e3e3199f656c68d24374a10b', '{"purpose": "invite"}', '\x9a06aaca7f3269fb05d84707a6762654ec4b736da66c85a261817e99323312e4'),
	(13, 1795958272997543, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, '7bd63b530358f723107123802d8f6e62', '{"relation_id": null, "role": "administrator"}', '\x968534d9a0181d26cf9b126a8bf9a2551539da0676bda1b42d6c60372de48984'),
	(14, 1795958273038891, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, '7bd63b530358f723107123802d8f6e62', '{"purpose": "invite"}', '\xd015a2f1b9ddcc6ba4176ac97f059972728fdbf0aaeb465dff0109e5c6a8f5dd'),
	(15, 1795958273179933, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, 'e7e4a995ff190e80a4fec69fadf2d372', '{"relation_id": null, "role": "reader"}', '\xf0b37548cea2259d84375279e5a3f9985531b3ffde083c6db2de4b5115f6d17b'),
	(16, 1795958273213579, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, 'e7e4a995ff190e80a4fec69fadf2d372', '{"purpose": "invite"}', '\xd898ef312844dbf577a2a054da8a7916d386d4d13aa0c30328715979caab3540'),
	(17, 1795958273355055, 'account_disabled', NULL, NULL, 'root', NULL, NULL, NULL, 'e7e4a995ff190e80a4fec69fadf2d372', '{"clients": [], "sessions": 0}', '\xedbe5c57c80c3ab33f06bca216d95bf55849fa1ddfd7670a18fce1df054994be'),
	(18, 1795958273453309, 'role_added', NULL, NULL, 'root', NULL, NULL, NULL, 'auditor', '{"scopes": ["audit/view"], "second_factor": true}', '\x42af964c5185c30481ee0ab14be02af8d3749f2615ad4689c0c7822e68d20c3e'),
	(19, 1795958274296494, 'password', '1f081e76e3e3199f656c68d24374a10b', NULL, NULL, '127.0.0.1', '\x5211939cb8e04334e0c31d1aad42b77210532b76cba04c86a0ba60b70b2d1c73', '\x995b2f1b864b8d5bac2ea2ac987a2ff357b36cccc619b71b7b99582a3a8fd5cf', '1f081e76e3e3199f656c68d24374a10b', '{"clients": [], "sessions": 0}', '\x5dd97bcb2f6c55d2a2ea59e8ca26af12f0d88ec147190e0d83ac4371037a1766'),
	(20, 1795958274296494, 'sign_in', '1f081e76e3e3199f656c68d24374a10b', NULL, NULL, '127.0.0.1', '\x2c48efec83289364778005a77ea05d3868ea54f24fde420c8b55768ffad79b71', '\x65f92068d1eff992d2474d3235be07fac758675edefa3658e8a0fda014185f08', '1f081e76e3e3199f656c68d24374a10b', '{"second_factor": false}', '\x73b0e7b7b1b7e54f1e8d30759d5bfe44abd4eb1841b54f1eb90c3762b690831a'),
	(21, 1795958274424535, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, '9265553a0afae3c49fcff158a5833d6a', '{"people_only": false, "public": false, "redirect_uris": ["https://crm.example.org/signed-in"], "scopes": ["contact_moment/add", "contact_moment/view"]}', '\xbcd3269c0e8360077ee0dc9cd1da68c85484716a598848ba76cb7c55c21c0fff'),
	(22, 1795958274504201, 'consent_given', '1f081e76e3e3199f656c68d24374a10b', NULL, NULL, '127.0.0.1', '\x629f260f2f0fe7a1cdf2d247dcaea8b542e915a74ef80cb9b7f931f61a5a08ca', '\xd27eac30a56cfb07887cbf523839cdafd441ab43b5a8546b699ba955b9188f5d', '9265553a0afae3c49fcff158a5833d6a', '{"scopes": ["contact_moment/add", "contact_moment/view"]}', '\x5d1ade2d443f60a5c0738fb04b1b6019fa98ec3d958f922e1bf40691c5a3d0b7'),
	(23, 1795958275728346, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 5', '{"count": 1, "ids": [5], "reason": "erasure"}', '\xb25bf7533552688e8ed2f33e3c4ab1521b0ea9097b5e4a05fdafe0ced52a910a'),
	(24, 1795958275835750, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 6', '{"count": 1, "ids": [6], "reason": "duplicate"}', '\x1c84ec32c39950e7c15d3e7bb6b69f5fd75ed421cf2ef111c269da6d11381b58'),
	(25, 1795958279377289, 'settings', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"port": [56505, 47195]}', '\x1b0e01e609e054d8b99ba7b8b9fce5f73bd35f7902cf69ac3340e928789ff0c6');
INSERT INTO public.audit_head VALUES
	(1, 25, '\x1b0e01e609e054d8b99ba7b8b9fce5f73bd35f7902cf69ac3340e928789ff0c6', 0, '\x0000000000000000000000000000000000000000000000000000000000000000', '{"action_codes": "any", "audit_days": 730, "cors_origins": null, "database_url": "postgresql://postgres@/register_6689_9?host=/run/postgresql", "failure_days": 90, "grant_days": 90, "host": "127.0.0.1", "log_format": "auto", "log_level": "error", "mail_from": null, "max_connections": 4000, "own_phone_numbers": null, "parked_days": 30, "phone_region": "NL", "pin_workers": true, "port": 47195, "prepared_statements": true, "public_url": null, "session_idle": 60, "session_max": 720, "smtp_url": null, "stop_timeout": 20, "threads": 32, "time_zone": "Europe/Amsterdam", "trusted_proxies": null, "workers": 1}');
INSERT INTO public.client VALUES
	('689544322c2ff1adb286dd4b9d704b49', 'Former', 'bfa8b2b860b59c259bf173d3e40068e27f6fc849f80b8ecc7f594c59b05060e6', 'contact_moment/view', 1795958268216044, 1795958268294234, false, false, true),
	('0ad05961053829d71c4f67b5860be0fd', 'Follower', '4f692239d527195e4de0c1a566abd069d76b4be72ee9ed23af0c924af69a135b', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795958268111369, NULL, true, false, true),
	('9265553a0afae3c49fcff158a5833d6a', 'App', '879215cfc171b154157c2849f4842b4fa30c53a2892506642111ab4acc01251e', 'contact_moment/add contact_moment/view', 1795958274399988, NULL, false, false, true);
INSERT INTO public.client_redirect VALUES
	('9265553a0afae3c49fcff158a5833d6a', 'https://crm.example.org/signed-in');
INSERT INTO public.commit_mark VALUES
	(7344076662211287807, 1795958266922062),
	(6416765748722903453, 1795958266940025),
	(3780069081862623300, 1795958266971223),
	(1731674512896059953, 1795958267178753),
	(5615236074993176001, 1795958267201031),
	(1935897399299761047, 1795958267496151),
	(4691655198642497944, 1795958267594898),
	(389935413318005653, 1795958267723869),
	(4985345379664492739, 1795958267847976),
	(5448472034651309714, 1795958267958449),
	(5696204687233849738, 1795958268050306),
	(4963975802798293342, 1795958268117655),
	(7977213068116109283, 1795958268220892),
	(6723229479223741494, 1795958268299834),
	(1291290147949204308, 1795958268421809),
	(1231187786202302893, 1795958268635992),
	(5162630665230011044, 1795958268681166),
	(9174549115056363964, 1795958268934593),
	(2077728048018647727, 1795958268983876),
	(4613651504652571258, 1795958269091234),
	(3307065694423750652, 1795958269110681),
	(8833459566491442944, 1795958271924143),
	(4498763028587391364, 1795958272059163),
	(1559200853806118075, 1795958272147110),
	(770981953926468283, 1795958272177065),
	(2249853905131739315, 1795958272250153),
	(5993154876138778240, 1795958272288550),
	(1180203194594706480, 1795958272323220),
	(7323700956516830468, 1795958272357028),
	(1546223776128095362, 1795958272406203),
	(2274941268859202842, 1795958272441181),
	(12060037406854601, 1795958272511910),
	(8314076283311559570, 1795958272533592),
	(251383198386804734, 1795958272571087),
	(210493427417282520, 1795958272600577),
	(7752238422867005954, 1795958272628653),
	(4927315100442140680, 1795958272796054),
	(2481906298140308, 1795958272841504),
	(3118788378557395347, 1795958272954441),
	(2239222286517678484, 1795958273009429),
	(1003486468899483612, 1795958273155514),
	(1487649326386862488, 1795958273194801),
	(9213607756302013520, 1795958273326444),
	(8955283438927340866, 1795958273442470),
	(5612458293524394611, 1795958274252284),
	(2950570048716795798, 1795958274405327),
	(8467241639450828315, 1795958274488979),
	(1573903022120192714, 1795958274522729),
	(2617620994904095839, 1795958274541276),
	(7734565889566890781, 1795958274790706);
INSERT INTO public.commit_mark VALUES
	(924115156941717045, 1795958274848160),
	(3705894542297840914, 1795958274927272),
	(1515788304905050151, 1795958275017408),
	(7052159808605185778, 1795958275075838),
	(4908221130259419668, 1795958275188542),
	(7576412255933932994, 1795958275308306),
	(8875422801455235037, 1795958275466124),
	(3606756880535495018, 1795958275645574),
	(8496511065212205226, 1795958275674934),
	(6378896560479336086, 1795958275795058),
	(2584784217338880746, 1795958275810914),
	(3965058779270001618, 1795958275926043),
	(7388060533556165287, 1795958276104864),
	(8145624942413907255, 1795958276118172),
	(4449682526872054293, 1795958276317791),
	(8489785773158927386, 1795958276341472),
	(5476766856179443617, 1795958276470280),
	(7661076374918892193, 1795958279254880),
	(6509121952667764398, 1795958279312874),
	(1069781171377486552, 1795958279366722),
	(182874859247105417, 1795958279469233);
INSERT INTO public.consent VALUES
	('6473faa7a299000e89929fcebf252721', '9265553a0afae3c49fcff158a5833d6a', '1f081e76e3e3199f656c68d24374a10b', 'contact_moment/add contact_moment/view', 1795958274488429, 1803734274488429, NULL);
INSERT INTO public.idempotency_key VALUES
	('\x89db7a1d39b9024d6361045a2c7b810617c8f3e264706ff4593293eadd8ccbf5', '\xdf1e30704d7d1c66e0a3ad8f6db846a7284c126edca77f9ec7878e6ac2ab0077', 34, 1795958272441916);
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
	(1, 11, 27, 1795958269111449),
	(2, 19, 27, 1795958269111449),
	(8, 27, 27, 1795958269111449),
	(3, 1, 2, 1795958275472686),
	(8, 2, 2, 1795958275472686),
	(2, 4, 5, 1795958275680411),
	(3, 3, 5, 1795958275680411),
	(8, 5, 5, 1795958275680411),
	(3, 4, 6, 1795958275811412),
	(4, 2, 6, 1795958275811412),
	(8, 6, 6, 1795958275811412);
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
	(1, 12, 28, 1795958272044792),
	(2, 20, 28, 1795958272044792),
	(1, 13, 29, 1593637200000000),
	(2, 21, 29, 1593637200000000),
	(9, 1, 29, 1593637200000000),
	(1, 14, 30, 1795958272248054),
	(2, 22, 30, 1795958272248054),
	(2, 23, 31, 1795958272311104),
	(10, 1, 31, 1795958272311104),
	(2, 24, 32, 1795958272352414),
	(1, 15, 33, 1795958272402697),
	(1, 16, 34, 1795958272435551),
	(2, 25, 34, 1795958272435551),
	(7, 1, 32, 1795958272352414),
	(7, 2, 33, 1795958272402697),
	(4, 9, 2, 1549875600000000),
	(2, 26, 35, 1795958272535508),
	(4242, 1, 35, 1795958272535508);
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
	(28, 29, 1, 'ContactMomentPhone', 1, 1795958272044792, 17, 2, '{"id":28,"subject":"Call 1 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:17:52","action":17,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '0ad05961053829d71c4f67b5860be0fd', 'api'),
	(29, 30, 1, 'ContactMomentPhone', 1, 1593637200000000, NULL, 0, '{"id":29,"subject":"Call 2 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2020-07-01T23:00:00","action":null,"tags":', ',"recipients":[2,9]}', '2020-07-01', 63, 20, NULL, '0ad05961053829d71c4f67b5860be0fd', 'api'),
	(30, 31, 1, 'ContactMomentPhone', 1, 1795958272248054, NULL, 0, '{"id":30,"subject":"Call 3 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:17:52","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, 'ticket-3', '0ad05961053829d71c4f67b5860be0fd', 'api'),
	(31, 32, 1, 'ContactMomentPhone', 10, 1795958272311104, NULL, 0, '{"id":31,"subject":"Call 4 \"quoted\" ☎","senderId":10,"sender":"Added","type":"ContactMomentPhone","dateTime":"2026-11-29T14:17:52","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 64, 7, NULL, '0ad05961053829d71c4f67b5860be0fd', 'api'),
	(34, 35, 1, 'ContactMomentPhone', 1, 1795958272435551, NULL, 0, '{"id":34,"subject":"Call 8 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:17:52","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '0ad05961053829d71c4f67b5860be0fd', 'api'),
	(3, 3, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":3,"subject":"Imported 2 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 70, 13, NULL, NULL, 'import'),
	(12, 12, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":12,"subject":"Imported 11 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 72, 13, NULL, NULL, 'import'),
	(21, 21, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":21,"subject":"Imported 20 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 72, 13, NULL, NULL, 'import'),
	(15, 15, 1, 'ContactMomentVisit', 3, 1560243600000000, NULL, 0, '{"id":15,"subject":"Imported 14 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-06-11', 72, 13, NULL, NULL, 'import'),
	(24, 24, 1, 'ContactMomentVisit', 3, 1560243600000000, NULL, 0, '{"id":24,"subject":"Imported 23 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-06-11', 72, 13, NULL, NULL, 'import'),
	(9, 9, 1, 'ContactMomentVisit', 3, 1568192400000000, NULL, 0, '{"id":9,"subject":"Imported 8 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-09-11', 70, 13, NULL, NULL, 'import'),
	(18, 18, 1, 'ContactMomentVisit', 3, 1568192400000000, NULL, 0, '{"id":18,"subject":"Imported 17 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-09-11', 72, 13, NULL, NULL, 'import'),
	(32, 36, 1, 'ContactMomentPhone', 7, 1795958272352414, NULL, 0, '{"id":32,"subject":"Call 5 \"quoted\" ☎","senderId":7,"sender":"Relation 7 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:17:52","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '0ad05961053829d71c4f67b5860be0fd', 'api'),
	(33, 37, 1, 'ContactMomentPhone', 1, 1795958272402697, NULL, 0, '{"id":33,"subject":"Call 6 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:17:52","action":null,"tags":', ',"recipients":[7]}', '2026-11-29', 63, 20, NULL, '0ad05961053829d71c4f67b5860be0fd', 'api'),
	(35, 41, 1, 'ContactMomentPhone', 4242, 1795958272535508, NULL, 0, '{"id":35,"subject":"Call 9 \"quoted\" ☎","senderId":4242,"sender":"Late","type":"ContactMomentPhone","dateTime":"2026-11-29T14:17:52","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 66, 6, NULL, '0ad05961053829d71c4f67b5860be0fd', 'api');
INSERT INTO public.moment_import VALUES
	(1, 'af238f18aafe30e4ef6170b570e50d3661261481034b3e2d3f23e840d22400a7', 'history.jsonl', 1795958268638896, 26, 26, 26, 'complete'),
	(2, NULL, 'wrong.jsonl', 1795958268940056, 1, 1, 1, 'undone');
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
	('ContactMomentPhone', 'Telephone call', true, 1, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was said during the call","type":"string"}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentVisit', 'Visit', true, 2, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was discussed","type":"string"},"location":{"title":"Location","description":"Where the visit took place","type":"string","maxLength":255}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentLetter', 'Letter', true, 3, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What the letter says, or a summary of it","type":"string"}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentEmail', 'E-mail', false, 4, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the message","type":"string"},"messageId":{"title":"Message ID","description":"The Message-ID of the e-mail (RFC 5322)","type":"string","maxLength":998}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentNote', 'Note', true, 5, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the note","type":"string"}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentOwn', 'Own', true, 6, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"room":{"type":"string","title":"Room"}},"required":["subject","senderId","recipients"]}');
INSERT INTO public.numbering VALUES
	('relation', 0, 0, -1, NULL, 0, 0, 0, 0, 0),
	('whole', 1795958279000000, 0, -1, NULL, 0, 0, 0, 0, 0);
INSERT INTO public.oauth_code VALUES
	('41c5ae96eb78a6ac34fb2c5e2d052c0fe8310038393dd22feaee537e0a7e0e07', '6473faa7a299000e89929fcebf252721', 'https://crm.example.org/signed-in', 'GHioL4N55Cp0SmFl-EjJ3zBaibceXNwINv7JJqcQGes', 1795958334488429, 1795958274522214);
INSERT INTO public.one_time_link VALUES
	('61a789dbc31a9623cd8c85b0cc064092966e882f47f0593d38615a8396f62a55', '7bd63b530358f723107123802d8f6e62', 'invite', 1796044673004709);
INSERT INTO public.parked VALUES
	(3, '0ad05961053829d71c4f67b5860be0fd', '\x52d9b00d31d699778885bf99c38db8a74029ed9b0e00326df928ef0cda367112', '\x52d9b00d31d699778885bf99c38db8a74029ed9b0e00326df928ef0cda367112', NULL, 'ContactMomentPhone', '{"subject":"Call 9 \"quoted\" ☎","senderId":4444,"recipients":[2],"contents":"Asked\nand answered"}', 'sender_not_available', 1795958272605246, 1, NULL);
INSERT INTO public.refresh_token VALUES
	('8e0f563a376630967e6a2b4ae23cec15be61637a6bd823a7c07ce9935585cdda', '6473faa7a299000e89929fcebf252721', 1798550274539875, NULL);
INSERT INTO public.register VALUES
	(1, 35, 41, 1795958276, 7, '1 Europe/Amsterdam b10f9542a850', 1795958279, 3, false, 12, 15, 1795958275340326, '1 NL');
INSERT INTO public.registration_key VALUES
	('\xc1a1909bfbbc0a98a820866d1056cb062c198f779a228bfaeb6967955a5f48ba', 30);
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
	(1795958266, 1),
	(1795958267, 9),
	(1795958272, 11),
	(1795958274, 12),
	(1795958275, 13);
INSERT INTO public.role VALUES
	('reader', 'contact_moment/details contact_moment/view relation/view', false, true),
	('registrar', 'contact_moment/add contact_moment/details contact_moment/view relation/view', false, true),
	('editor', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/export contact_moment/view contact_moment/withdraw parked/edit relation/edit relation/view', false, true),
	('administrator', 'account/edit audit/view catalogue/edit client/edit contact_moment/add contact_moment/details contact_moment/edit contact_moment/export contact_moment/view contact_moment/withdraw import/edit parked/edit register/view relation/edit relation/view', true, true),
	('privacy officer', 'audit/view contact_moment/details contact_moment/export contact_moment/view contact_moment/withdraw relation/view', true, true),
	('auditor', 'audit/view', true, false);
INSERT INTO public.session VALUES
	('bf918f74e8afe8a4bd7f7a329b75ba45e649916f6f3f5c8bc36b265db986b6f1', '18658e2771d66cf193e9bb88ba812a30', '1f081e76e3e3199f656c68d24374a10b', 'full', 0, 1795958273522755, 1795958273522755, 1795961873522755, '127.0.0.1', 'python-requests/2.34.2', NULL);
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
	(1795958268, 1),
	(1795958269, 28),
	(1795958272, 29),
	(1795958275, 36),
	(1795958276, 41);
INSERT INTO public.token VALUES
	('cc9284538033058bc111fcf6851c526869dfd85ffd09f662529a8d79c9087ce6', '0ad05961053829d71c4f67b5860be0fd', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795961871900711, NULL),
	('f7e1bd29c5d910d760b1f9ad687822e64243295d4d2171023b71c3cde5475926', '9265553a0afae3c49fcff158a5833d6a', 'contact_moment/add contact_moment/view', 1795961874539875, '6473faa7a299000e89929fcebf252721'),
	('e86c511f90fc67f27c160af528a5263770b2f5887b8c57b4a23f96493b6cf694', '0ad05961053829d71c4f67b5860be0fd', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795961879244050, NULL);
INSERT INTO public.version VALUES
	(1, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 0 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(2, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 1 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(3, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 2 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(4, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 3 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(7, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 6 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(8, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 7 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(9, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 8 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(10, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 9 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(11, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 10 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(12, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 11 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(13, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 12 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(14, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 13 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(15, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 14 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(16, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 15 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(17, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 16 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(18, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 17 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(19, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 18 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(20, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 19 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(21, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 20 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(22, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 21 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(23, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 22 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(24, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 23 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(25, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}', NULL, NULL),
	(26, 1, 1795958268685531, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}', NULL, NULL),
	(28, 1, 1795958272063855, '0ad05961053829d71c4f67b5860be0fd', 'api', '{"dateTime":"2026-11-29T13:17:52.044792Z","subject":"Call 1 \"quoted\" ☎","senderId":1,"recipients":[2],"action_code":17,"tagIds":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(29, 1, 1795958272183976, '0ad05961053829d71c4f67b5860be0fd', 'api', '{"dateTime":"2020-07-01T21:00:00Z","subject":"Call 2 \"quoted\" ☎","senderId":1,"recipients":[2,9],"contents":"Asked\nand answered"}', NULL, NULL),
	(30, 1, 1795958272253631, '0ad05961053829d71c4f67b5860be0fd', 'api', '{"dateTime":"2026-11-29T13:17:52.248054Z","subject":"Call 3 \"quoted\" ☎","senderId":1,"recipients":[2],"reference":"ticket-3","contents":"Asked\nand answered"}', NULL, NULL),
	(31, 1, 1795958272326450, '0ad05961053829d71c4f67b5860be0fd', 'api', '{"dateTime":"2026-11-29T13:17:52.311104Z","subject":"Call 4 \"quoted\" ☎","senderId":10,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(32, 1, 1795958272358211, '0ad05961053829d71c4f67b5860be0fd', 'api', '{"dateTime":"2026-11-29T13:17:52.352414Z","subject":"Call 5 \"quoted\" ☎","senderId":6,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(33, 1, 1795958272409544, '0ad05961053829d71c4f67b5860be0fd', 'api', '{"dateTime":"2026-11-29T13:17:52.402697Z","subject":"Call 6 \"quoted\" ☎","senderId":1,"recipients":[6],"contents":"Asked\nand answered"}', NULL, NULL),
	(34, 1, 1795958272441916, '0ad05961053829d71c4f67b5860be0fd', 'api', '{"dateTime":"2026-11-29T13:17:52.435551Z","subject":"Call 8 \"quoted\" ☎","senderId":1,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(2, 2, 1795958275472686, NULL, 'command', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Corrected","senderId":2,"recipients":[4]}', 'Ada', NULL),
	(35, 1, 1795958276120031, '0ad05961053829d71c4f67b5860be0fd', 'api', '{"dateTime":"2026-11-29T13:17:52.535508Z","subject":"Call 9 \"quoted\" ☎","senderId":4242,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL);
INSERT INTO public.withdrawn VALUES
	(27, 1, 28, 1795958269111449, 'mistake', 'root'),
	(5, 2, 39, 1795958275680411, 'erasure', 'root'),
	(6, 3, 40, 1795958275811412, 'duplicate', 'root');
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
