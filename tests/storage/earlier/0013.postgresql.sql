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
    words text NOT NULL,
    happened_at bigint DEFAULT '0'::bigint NOT NULL
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
	('7c5876d3fd7f5a96f5387f26b784d51e', 'bob@example.org', 'bob@example.org', 'Bob', 'nl', NULL, 'administrator', NULL, NULL, NULL, 0, 1795958341610469, NULL, 'system', true),
	('78409c606891abd2a7bad4adaa08d552', 'eve@example.org', 'eve@example.org', 'Eve', 'en', NULL, 'reader', NULL, NULL, NULL, 0, 1795958341717770, 1795958341864192, 'system', true),
	('f0af392b551c2094dd7599b1139679a2', 'ada@example.org', 'ada@example.org', 'Ada Lovelace', 'en', 4, 'registrar', '$argon2id$v=19$m=65536,t=3,p=1$ccKHq1OOKV14ENFwjbGmXw$PscKF2mFzBwVQWMp66GV3pcvNGbWPnxaq1QGzgAQlws', 1795958342120219, NULL, 0, 1795958341490407, NULL, 'system', true);
INSERT INTO public.action VALUES
	(17, 'Spring campaign');
INSERT INTO public.alembic_version VALUES
	('0013');
INSERT INTO public.audit_event VALUES
	(1, 1795958336494333, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"lines": 8}', '\x5759e0d9f8f92a0ccef6847fdb73b668c0315d4f87b196ea4554736dd38d8b7a'),
	(2, 1795958336821392, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"lines": 1}', '\xa2bd7aff7924ccc1f4880a0779c4283e2eae9c7c49a89e5cacd66b6416cee0c1'),
	(3, 1795958337282237, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, '0170adb4f460f87b205185c73b2e273a', '{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/add", "contact_moment/details", "contact_moment/edit", "contact_moment/view", "relation/edit", "relation/view"]}', '\x37c1f41e909a9f3ca9ad706e69ef5ee4b4b3121fe75a973d71095204cb1fe5cc'),
	(4, 1795958337318421, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, '047b1ac59044226564d3f2dc456674be', '{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/view"]}', '\xa09e4437861245cbc2c7b8d894eb067c0a8338283ac0e72d3fbce48b15c124b8'),
	(5, 1795958337354540, 'client_revoked', NULL, NULL, 'root', NULL, NULL, NULL, '047b1ac59044226564d3f2dc456674be', '{}', '\x58933cb2b92b56d8ae53c5aca9ae5b8f4622e45ce9e9babc8dd47d3c1469cd2d'),
	(6, 1795958337401584, 'client_changed', NULL, NULL, 'root', NULL, NULL, NULL, '0170adb4f460f87b205185c73b2e273a', '{"parking": true}', '\xd1f0bee88bd63b6c9e644dddde99f8a62a316f2020acb29dabb9845b9292a9e7'),
	(7, 1795958337523815, 'import', NULL, NULL, 'root', NULL, NULL, NULL, '1', '{"done": 0, "lines": 26}', '\x227120af74c4e64fc9dd3101eb2ed08f7425c9ac625296f83fb1f8df917edbf7'),
	(8, 1795958337607162, 'import', NULL, NULL, 'root', NULL, NULL, NULL, '2', '{"done": 0, "lines": 1}', '\xa945f3dd03760989ed4b3e65154b98b3fe16b2fd6664c7308e6704f97e001b7d'),
	(9, 1795958337669016, 'import_undone', NULL, NULL, 'root', NULL, NULL, NULL, '2', '{"also_corrected": false}', '\x3774e7cb997589b3bd044778815ec71cf3fc693216e32b7f352f4d720eebcc4f'),
	(10, 1795958337685128, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 27', '{"count": 1, "ids": [27], "reason": "mistake"}', '\x37f11f0c4cfce99b4a9816c63fd3db56528dfec10d513d9d62c832b47ffcc9bf'),
	(11, 1795958341534242, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, 'f0af392b551c2094dd7599b1139679a2', '{"relation_id": 4, "role": "registrar"}', '\xd661426dc66073162f14befcfbc63627b6e25175b2689ce0f8b61e44ac2ba60c'),
	(12, 1795958341555067, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, 'f0af392b551c2094dd7599b1139679a2', '{"purpose": "invite"}', '\xbc25479b2299106caa028f56ef6ff342fc2b2a8f81737856b48834125803adfd'),
	(13, 1795958341629256, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, '7c5876d3fd7f5a96f5387f26b784d51e', '{"relation_id": null, "role": "administrator"}', '\xf87ceb0cdfd7f4895e84652938433ec52f9c7386208590e68647714deab2648c'),
	(14, 1795958341652615, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, '7c5876d3fd7f5a96f5387f26b784d51e', '{"purpose": "invite"}', '\x3dbd6b437b734ebb5b4e5f0f5dcd681e3b873569c69a0921281dda716a408858'),
	(15, 1795958341739492, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, '78409c606891abd2a7bad4adaa08d552', '{"relation_id": null, "role": "reader"}', '\xf0fd74a4aa184881e70c7bf260539b17a3526f8e134aec8b3679afea2481c996'),
	(16, 1795958341763328, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, '78409c606891abd2a7bad4adaa08d552', '{"purpose": "invite"}', '\xdfed41b6e94f3e627c0c2d459e98f0a4097d3bef55947846322f9cee265d390c'),
	(17, 1795958341903895, 'account_disabled', NULL, NULL, 'root', NULL, NULL, NULL, '78409c606891abd2a7bad4adaa08d552', '{"clients": [], "sessions": 0}', '\xa83efe7f602ca543feeeefb9f7169a806ad1e416dfacb115d54271f23b5de4f7'),
	(18, 1795958342043719, 'role_added', NULL, NULL, 'root', NULL, NULL, NULL, 'auditor', '{"scopes": ["audit/view"], "second_factor": true}', '\xd8966490f142c6b8ecafde50b3f8f53275305f37f39159b7990ed192471bafd2'),
	(19, 1795958342757533, 'password', 'f0af392b551c2094dd7599b1139679a2', NULL, NULL, '127.0.0.1', '\x02483628a612208c80aaa0cb387f25c2bb8eae9f9df3137c28946d63132fc135', '\x64b1b5e1c31578c998422d8076e80a74a9985d262e247caa52589bbb495859d5', 'f0af392b551c2094dd7599b1139679a2', '{"clients": [], "sessions": 0}', '\x380b0f6c809b2e99b7299c22179c97c0d436b00add06830ebf79495b3d0d0155'),
	(20, 1795958342757533, 'sign_in', 'f0af392b551c2094dd7599b1139679a2', NULL, NULL, '127.0.0.1', '\x2d73dec5091585f83137b1edd26d3ddfdf9c2b1306ab9b458d45c8a2b91572f5', '\xe7f03ad5f3ab27e12bebb4760eb5c9a377336ab431b754ecb508742b3b5b4fb2', 'f0af392b551c2094dd7599b1139679a2', '{"second_factor": false}', '\x45fea91549daa164cc6b1980362fcf90b189e8d7e527f52cb5cb842436ab2641'),
	(21, 1795958342878566, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, 'c04fee274fb42f3c3bcf37086217eea4', '{"people_only": false, "public": false, "redirect_uris": ["https://crm.example.org/signed-in"], "scopes": ["contact_moment/add", "contact_moment/view"]}', '\xaea1120528a8e1efde3d3e35ac6d9a2b0f4a7f9c0ebe21b8078d430dfb28c974'),
	(22, 1795958342944721, 'consent_given', 'f0af392b551c2094dd7599b1139679a2', NULL, NULL, '127.0.0.1', '\x0d88d2b1161d1e208794a521017eddb86a33cbf49caf016f12a54330e4335300', '\x6efd8daaeb694c444b0a2c4ae48d6ec28a127da1c1b06e3aaeafcfc92c80d4ae', 'c04fee274fb42f3c3bcf37086217eea4', '{"scopes": ["contact_moment/add", "contact_moment/view"]}', '\xe24f511aee863cec21db1e0a8f3859d5bf77e5f2b51a1faee684f3138372bda7'),
	(23, 1795958344343336, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 5', '{"count": 1, "ids": [5], "reason": "erasure"}', '\xf7438378977f7e54b5111d1e330c519efb77a961e1a6d43b02376345fe618d50'),
	(24, 1795958344539779, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 6', '{"count": 1, "ids": [6], "reason": "duplicate"}', '\xbc252c2142eed34583a978b1d0f9681c70a034302ca9d4a5031db7a8f8ca0ada'),
	(25, 1795958350739895, 'settings', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"port": [35913, 43113]}', '\x9a817e0572984569560acde31a6c9ec1d250bb8cda7d7c84dc30b1ccab2de0b5');
INSERT INTO public.audit_head VALUES
	(1, 25, '\x9a817e0572984569560acde31a6c9ec1d250bb8cda7d7c84dc30b1ccab2de0b5', 0, '\x0000000000000000000000000000000000000000000000000000000000000000', '{"action_codes": "any", "audit_days": 730, "cors_origins": null, "database_url": "postgresql://postgres@/register_6689_12?host=/run/postgresql", "failure_days": 90, "grant_days": 90, "host": "127.0.0.1", "log_format": "auto", "log_level": "error", "mail_from": null, "max_connections": 4000, "organisation_accent": null, "organisation_logo": null, "organisation_name": null, "own_phone_numbers": null, "parked_days": 30, "phone_region": "NL", "pin_workers": true, "port": 43113, "prepared_statements": true, "public_url": null, "session_idle": 60, "session_max": 720, "smtp_url": null, "stop_timeout": 20, "threads": 32, "time_zone": "Europe/Amsterdam", "trusted_proxies": null, "workers": 1}');
INSERT INTO public.client VALUES
	('047b1ac59044226564d3f2dc456674be', 'Former', '03d6af06cd5765db7b814e34895d1bfd317e8b8aca04bbefe433ba7ec1171faf', 'contact_moment/view', 1795958337314437, 1795958337345964, false, false, true),
	('0170adb4f460f87b205185c73b2e273a', 'Follower', '19c73cd16d57cfbbf0d7c4cb688f68dd4782cd33d9685b0d647f8fcddf7ccc65', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795958337276822, NULL, true, false, true),
	('c04fee274fb42f3c3bcf37086217eea4', 'App', 'bcd05f7200c6f0935067e8c67ba8fdf56fff87fae32e1ff12758f49bc2e1f8e1', 'contact_moment/add contact_moment/view', 1795958342863653, NULL, false, false, true);
INSERT INTO public.client_redirect VALUES
	('c04fee274fb42f3c3bcf37086217eea4', 'https://crm.example.org/signed-in');
INSERT INTO public.commit_mark VALUES
	(7785287333691013624, 1795958336487522),
	(3989024006372696525, 1795958336502653),
	(343799250549279531, 1795958336534842),
	(3014351921133296281, 1795958336820173),
	(5566972906461160392, 1795958336832707),
	(2970137251188161416, 1795958336856090),
	(6467562978806163331, 1795958336923116),
	(8181110792970752196, 1795958337022175),
	(1935000575891689618, 1795958337105158),
	(5896190051042992528, 1795958337158916),
	(6636420686637062864, 1795958337225450),
	(7158560691935012654, 1795958337278079),
	(3352723361279574564, 1795958337315377),
	(7565491735045024906, 1795958337347157),
	(6081807067098205418, 1795958337391271),
	(4108363256105932523, 1795958337520195),
	(1343994133262295018, 1795958337527969),
	(377272439059709271, 1795958337601130),
	(4371161533526486494, 1795958337612315),
	(4945566366004030760, 1795958337666801),
	(1955764927767532463, 1795958337670603),
	(8985249375262703743, 1795958338853521),
	(7386414532473911845, 1795958340788248),
	(6678697277744311106, 1795958340813084),
	(3909173516697305378, 1795958340836126),
	(8634526554459146656, 1795958340895913),
	(7414834734085524691, 1795958340957247),
	(7386645550282423938, 1795958340987906),
	(984112492205253880, 1795958341021397),
	(5491715277128802957, 1795958341035832),
	(3840452928868725677, 1795958341083237),
	(6380653111363789078, 1795958341114367),
	(5590307385771778003, 1795958341169249),
	(8907878275234998131, 1795958341183817),
	(6404089398924491909, 1795958341226902),
	(6663465161153232460, 1795958341247788),
	(758060693619971296, 1795958341285633),
	(4392767217492287966, 1795958341492614),
	(1183258926648447782, 1795958341542160),
	(4271274145636074480, 1795958341612295),
	(4490715970038375064, 1795958341637749),
	(848965349397260396, 1795958341720297),
	(5936152539258514714, 1795958341751839),
	(478709428366334057, 1795958341871405),
	(7504646502376992954, 1795958342027661),
	(4779796413251040503, 1795958342721055),
	(8791951039385418850, 1795958342865318),
	(3784700176593677131, 1795958342929582),
	(3209266665290940769, 1795958342974001),
	(9198870488765505481, 1795958342988094);
INSERT INTO public.commit_mark VALUES
	(1449386351349681530, 1795958343072881),
	(3374991414099976304, 1795958343413861),
	(9111775326938876797, 1795958343468019),
	(85780077351101410, 1795958343566157),
	(3693169005292134091, 1795958343659788),
	(6839423768679234594, 1795958343698793),
	(4115184838219172224, 1795958343813067),
	(787310559184980705, 1795958343941523),
	(6789524224302523458, 1795958344103882),
	(2076087905255317222, 1795958344263868),
	(8906043502939741308, 1795958344291878),
	(7033970966670164324, 1795958344436760),
	(1535073604495847555, 1795958344456869),
	(1039328294297224693, 1795958344615824),
	(1985423145504578494, 1795958344840479),
	(309139308372836810, 1795958344859859),
	(6149974162016966166, 1795958345020063),
	(7379869672793080437, 1795958345047880),
	(6818824196292679063, 1795958345164130),
	(8608780331994548256, 1795958347449909),
	(2805330504615996290, 1795958350635219),
	(3869933758694060737, 1795958350687924),
	(7828316797047736855, 1795958350735819),
	(5128539734134839411, 1795958350872779);
INSERT INTO public.consent VALUES
	('e92a29679ff25d2d4b2bc2f44138f82c', 'c04fee274fb42f3c3bcf37086217eea4', 'f0af392b551c2094dd7599b1139679a2', 'contact_moment/add contact_moment/view', 1795958342925756, 1803734342925756, NULL);
INSERT INTO public.entry VALUES
	('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'f0af392b551c2094dd7599b1139679a2', 1, '{"subject": "Not yet saved"}', 1795958343054137);
INSERT INTO public.first_run VALUES
	('5bba4e7ea774f72d6929d42b69b27663954da1a25fdf23697763fc2ed9f4831c', 1795961947445703);
INSERT INTO public.idempotency_key VALUES
	('\x9f99f560bcfe984a2b328b5b779aa6f4fd5631244e5161b9eb5f53f1ae64abe7', '\xdf1e30704d7d1c66e0a3ad8f6db846a7284c126edca77f9ec7878e6ac2ab0077', 34, 1795958341119832);
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
	(1, 11, 27, 1795958337671209),
	(2, 19, 27, 1795958337671209),
	(8, 27, 27, 1795958337671209),
	(3, 1, 2, 1795958344107999),
	(8, 2, 2, 1795958344107999),
	(2, 4, 5, 1795958344297318),
	(3, 3, 5, 1795958344297318),
	(8, 5, 5, 1795958344297318),
	(3, 4, 6, 1795958344469847),
	(4, 2, 6, 1795958344469847),
	(8, 6, 6, 1795958344469847);
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
	(1, 12, 28, 1795958340826456),
	(2, 20, 28, 1795958340826456),
	(1, 13, 29, 1593637200000000),
	(2, 21, 29, 1593637200000000),
	(9, 1, 29, 1593637200000000),
	(1, 14, 30, 1795958340956286),
	(2, 22, 30, 1795958340956286),
	(2, 23, 31, 1795958341020447),
	(10, 1, 31, 1795958341020447),
	(2, 24, 32, 1795958341028391),
	(1, 15, 33, 1795958341080298),
	(1, 16, 34, 1795958341102191),
	(2, 25, 34, 1795958341102191),
	(7, 1, 32, 1795958341028391),
	(7, 2, 33, 1795958341080298),
	(4, 9, 2, 1549875600000000),
	(2, 26, 35, 1795958341189655),
	(4242, 1, 35, 1795958341189655);
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
	(28, 29, 1, 'ContactMomentPhone', 1, 1795958340826456, 17, 2, '{"id":28,"subject":"Call 1 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:19:00","action":17,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '0170adb4f460f87b205185c73b2e273a', 'api'),
	(29, 30, 1, 'ContactMomentPhone', 1, 1593637200000000, NULL, 0, '{"id":29,"subject":"Call 2 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2020-07-01T23:00:00","action":null,"tags":', ',"recipients":[2,9]}', '2020-07-01', 63, 20, NULL, '0170adb4f460f87b205185c73b2e273a', 'api'),
	(30, 31, 1, 'ContactMomentPhone', 1, 1795958340956286, NULL, 0, '{"id":30,"subject":"Call 3 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:19:00","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, 'ticket-3', '0170adb4f460f87b205185c73b2e273a', 'api'),
	(31, 32, 1, 'ContactMomentPhone', 10, 1795958341020447, NULL, 0, '{"id":31,"subject":"Call 4 \"quoted\" ☎","senderId":10,"sender":"Added","type":"ContactMomentPhone","dateTime":"2026-11-29T14:19:01","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 64, 7, NULL, '0170adb4f460f87b205185c73b2e273a', 'api'),
	(34, 35, 1, 'ContactMomentPhone', 1, 1795958341102191, NULL, 0, '{"id":34,"subject":"Call 8 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:19:01","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '0170adb4f460f87b205185c73b2e273a', 'api'),
	(3, 3, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":3,"subject":"Imported 2 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 70, 13, NULL, NULL, 'import'),
	(12, 12, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":12,"subject":"Imported 11 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 72, 13, NULL, NULL, 'import'),
	(21, 21, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":21,"subject":"Imported 20 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 72, 13, NULL, NULL, 'import'),
	(15, 15, 1, 'ContactMomentVisit', 3, 1560243600000000, NULL, 0, '{"id":15,"subject":"Imported 14 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-06-11', 72, 13, NULL, NULL, 'import'),
	(24, 24, 1, 'ContactMomentVisit', 3, 1560243600000000, NULL, 0, '{"id":24,"subject":"Imported 23 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-06-11', 72, 13, NULL, NULL, 'import'),
	(9, 9, 1, 'ContactMomentVisit', 3, 1568192400000000, NULL, 0, '{"id":9,"subject":"Imported 8 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-09-11', 70, 13, NULL, NULL, 'import'),
	(18, 18, 1, 'ContactMomentVisit', 3, 1568192400000000, NULL, 0, '{"id":18,"subject":"Imported 17 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-09-11', 72, 13, NULL, NULL, 'import'),
	(32, 36, 1, 'ContactMomentPhone', 7, 1795958341028391, NULL, 0, '{"id":32,"subject":"Call 5 \"quoted\" ☎","senderId":7,"sender":"Relation 7 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:19:01","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '0170adb4f460f87b205185c73b2e273a', 'api'),
	(33, 37, 1, 'ContactMomentPhone', 1, 1795958341080298, NULL, 0, '{"id":33,"subject":"Call 6 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:19:01","action":null,"tags":', ',"recipients":[7]}', '2026-11-29', 63, 20, NULL, '0170adb4f460f87b205185c73b2e273a', 'api'),
	(35, 41, 1, 'ContactMomentPhone', 4242, 1795958341189655, NULL, 0, '{"id":35,"subject":"Call 9 \"quoted\" ☎","senderId":4242,"sender":"Late","type":"ContactMomentPhone","dateTime":"2026-11-29T14:19:01","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 66, 6, NULL, '0170adb4f460f87b205185c73b2e273a', 'api');
INSERT INTO public.moment_import VALUES
	(1, 'af238f18aafe30e4ef6170b570e50d3661261481034b3e2d3f23e840d22400a7', 'history.jsonl', 1795958337521086, 26, 26, 26, 'complete'),
	(2, NULL, 'wrong.jsonl', 1795958337603300, 1, 1, 1, 'undone');
INSERT INTO public.moment_text VALUES
	(1, ' =1 @2 @8  imported 0 about membership ', 1547197200000000),
	(3, ' =3 @4 @8  imported 2 about membership ', 1552294800000000),
	(4, ' =1 @2 @8  imported 3 about membership ', 1554973200000000),
	(7, ' =1 @2 @8  imported 6 about membership ', 1562835600000000),
	(8, ' =2 @3 @8  imported 7 about membership ', 1565514000000000),
	(9, ' =3 @4 @8  imported 8 about membership ', 1568192400000000),
	(10, ' =1 @2 @8  imported 9 about membership ', 1547197200000000),
	(11, ' =2 @3 @8  imported 10 about membership ', 1549875600000000),
	(12, ' =3 @4 @8  imported 11 about membership ', 1552294800000000),
	(13, ' =1 @2 @8  imported 12 about membership ', 1554973200000000),
	(14, ' =2 @3 @8  imported 13 about membership ', 1557565200000000),
	(15, ' =3 @4 @8  imported 14 about membership ', 1560243600000000),
	(16, ' =1 @2 @8  imported 15 about membership ', 1562835600000000),
	(17, ' =2 @3 @8  imported 16 about membership ', 1565514000000000),
	(18, ' =3 @4 @8  imported 17 about membership ', 1568192400000000),
	(19, ' =1 @2 @8  imported 18 about membership ', 1547197200000000),
	(20, ' =2 @3 @8  imported 19 about membership ', 1549875600000000),
	(21, ' =3 @4 @8  imported 20 about membership ', 1552294800000000),
	(22, ' =1 @2 @8  imported 21 about membership ', 1554973200000000),
	(23, ' =2 @3 @8  imported 22 about membership ', 1557565200000000),
	(24, ' =3 @4 @8  imported 23 about membership ', 1560243600000000),
	(25, ' =1 @2 @8  imported 24 about membership  _letter _1 ', 1562835600000000),
	(26, ' =1 @2 @8  imported 24 about membership  _letter _1 ', 1562835600000000),
	(28, ' =1 @2  call 1 quoted  _asked _and _answered ', 1795958340826456),
	(29, ' =1 @2 @9  call 2 quoted  _asked _and _answered ', 1593637200000000),
	(30, ' =1 @2  call 3 quoted  _ticket _3  _asked _and _answered ', 1795958340956286),
	(31, ' =10 @2  call 4 quoted  _asked _and _answered ', 1795958341020447),
	(32, ' =6 @2  call 5 quoted  _asked _and _answered ', 1795958341028391),
	(33, ' =1 @6  call 6 quoted  _asked _and _answered ', 1795958341080298),
	(34, ' =1 @2  call 8 quoted  _asked _and _answered ', 1795958341102191),
	(2, ' =2 @4  corrected ', 1549875600000000),
	(35, ' =4242 @2  call 9 quoted  _asked _and _answered ', 1795958341189655);
INSERT INTO public.moment_type VALUES
	('ContactMomentPhone', 'Telephone call', true, 1, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was said during the call","type":"string"},"direction":{"title":"Direction","description":"Who called whom: in, if they called us","examples":["in","out"]},"outcome":{"title":"Outcome","description":"How the call ended","examples":["spoke","no answer","voicemail","called back"]},"durationMinutes":{"title":"Duration in minutes","description":"How long the call took","examples":[5,15]}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentVisit', 'Visit', true, 2, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was discussed","type":"string"},"location":{"title":"Location","description":"Where the visit took place","type":"string","maxLength":255}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentLetter', 'Letter', true, 3, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What the letter says, or a summary of it","type":"string"}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentEmail', 'E-mail', false, 4, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the message","type":"string"},"messageId":{"title":"Message ID","description":"The Message-ID of the e-mail (RFC 5322)","type":"string","maxLength":998}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentNote', 'Note', true, 5, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the note","type":"string"}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentOwn', 'Own', true, 6, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"room":{"type":"string","title":"Room"}},"required":["subject","senderId","recipients"]}');
INSERT INTO public.numbering VALUES
	('relation', 0, 0, -1, NULL, 0, 0, 0, 0, 0),
	('whole', 1795958350000000, 0, -1, NULL, 0, 0, 0, 0, 0);
INSERT INTO public.oauth_code VALUES
	('ad5902e010ca2973b9bf5614388e000c002a701b9d752c66e5f93231f883a139', 'e92a29679ff25d2d4b2bc2f44138f82c', 'https://crm.example.org/signed-in', 'GHioL4N55Cp0SmFl-EjJ3zBaibceXNwINv7JJqcQGes', 1795958402925756, 1795958342967477);
INSERT INTO public.one_time_link VALUES
	('96b623ddca7f57203a0f99e0480447059ed0d7a91032431b8f4b040345838309', '7c5876d3fd7f5a96f5387f26b784d51e', 'invite', 1796044741636800);
INSERT INTO public.parked VALUES
	(3, '0170adb4f460f87b205185c73b2e273a', '\x52d9b00d31d699778885bf99c38db8a74029ed9b0e00326df928ef0cda367112', '\x52d9b00d31d699778885bf99c38db8a74029ed9b0e00326df928ef0cda367112', NULL, 'ContactMomentPhone', '{"subject":"Call 9 \"quoted\" ☎","senderId":4444,"recipients":[2],"contents":"Asked\nand answered"}', 'sender_not_available', 1795958341255818, 1, NULL);
INSERT INTO public.refresh_token VALUES
	('97288deaf6cf7cd4a872704bb0bbd143091371a2e83e55588ea24fb221f9175c', 'e92a29679ff25d2d4b2bc2f44138f82c', 1798550342986276, NULL);
INSERT INTO public.register VALUES
	(1, 35, 41, 1795958344, 7, '1 Europe/Amsterdam b10f9542a850', 1795958350, 3, false, 12, 15, 1795958343980160, '1 NL', 0);
INSERT INTO public.registration_key VALUES
	('\x4c6300a557d4d4762bd065c1ecb31d7eea132b604cefc8cc410af8fe28f8dc6e', 30);
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
	(1795958336, 1),
	(1795958341, 11),
	(1795958343, 12),
	(1795958344, 15);
INSERT INTO public.role VALUES
	('reader', 'contact_moment/details contact_moment/view relation/view', false, true),
	('registrar', 'contact_moment/add contact_moment/details contact_moment/view relation/view', false, true),
	('editor', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/export contact_moment/view contact_moment/withdraw parked/edit relation/edit relation/view', false, true),
	('administrator', 'account/edit audit/view catalogue/edit client/edit contact_moment/add contact_moment/details contact_moment/edit contact_moment/export contact_moment/view contact_moment/withdraw import/edit parked/edit register/view relation/edit relation/view', true, true),
	('privacy officer', 'audit/view contact_moment/details contact_moment/export contact_moment/view contact_moment/withdraw relation/view', true, true),
	('auditor', 'audit/view', true, false);
INSERT INTO public.session VALUES
	('066be75b2064bb04ef2afe9417e605979d43dfde3cd3d5a2c7e6dd40c108af58', '3eeafb9f5f1f41c3522263cda45cc07a', 'f0af392b551c2094dd7599b1139679a2', 'full', 0, 1795958342120219, 1795958342120219, 1795961942120219, '127.0.0.1', 'python-requests/2.34.2', NULL);
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
	(1795958337, 1),
	(1795958340, 29),
	(1795958341, 32),
	(1795958343, 36),
	(1795958344, 38);
INSERT INTO public.token VALUES
	('f59616f8edc600649a7ea1d1cf91747a5a87009b60506d7daaf7ad41695f5bce', '0170adb4f460f87b205185c73b2e273a', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795961940783327, NULL),
	('950435eab82df0358053dfbab5adac6ef4a6dd135109992d0da2566f3eefa7f6', 'c04fee274fb42f3c3bcf37086217eea4', 'contact_moment/add contact_moment/view', 1795961942986276, 'e92a29679ff25d2d4b2bc2f44138f82c'),
	('e63cfc4f67f67e2d31f7a25abecc442d90406c93565a2e8bc324953f36b5758b', '0170adb4f460f87b205185c73b2e273a', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795961950634229, NULL);
INSERT INTO public.version VALUES
	(1, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 0 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(2, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 1 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(3, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 2 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(4, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 3 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(7, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 6 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(8, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 7 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(9, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 8 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(10, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 9 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(11, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 10 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(12, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 11 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(13, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 12 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(14, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 13 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(15, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 14 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(16, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 15 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(17, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 16 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(18, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 17 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(19, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 18 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(20, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 19 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(21, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 20 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(22, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 21 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(23, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 22 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(24, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 23 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(25, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}', NULL, NULL),
	(26, 1, 1795958337528417, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}', NULL, NULL),
	(28, 1, 1795958340836821, '0170adb4f460f87b205185c73b2e273a', 'api', '{"dateTime":"2026-11-29T13:19:00.826456Z","subject":"Call 1 \"quoted\" ☎","senderId":1,"recipients":[2],"action_code":17,"tagIds":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(29, 1, 1795958340903952, '0170adb4f460f87b205185c73b2e273a', 'api', '{"dateTime":"2020-07-01T21:00:00Z","subject":"Call 2 \"quoted\" ☎","senderId":1,"recipients":[2,9],"contents":"Asked\nand answered"}', NULL, NULL),
	(30, 1, 1795958340957845, '0170adb4f460f87b205185c73b2e273a', 'api', '{"dateTime":"2026-11-29T13:19:00.956286Z","subject":"Call 3 \"quoted\" ☎","senderId":1,"recipients":[2],"reference":"ticket-3","contents":"Asked\nand answered"}', NULL, NULL),
	(31, 1, 1795958341021946, '0170adb4f460f87b205185c73b2e273a', 'api', '{"dateTime":"2026-11-29T13:19:01.020447Z","subject":"Call 4 \"quoted\" ☎","senderId":10,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(32, 1, 1795958341039960, '0170adb4f460f87b205185c73b2e273a', 'api', '{"dateTime":"2026-11-29T13:19:01.028391Z","subject":"Call 5 \"quoted\" ☎","senderId":6,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(33, 1, 1795958341083875, '0170adb4f460f87b205185c73b2e273a', 'api', '{"dateTime":"2026-11-29T13:19:01.080298Z","subject":"Call 6 \"quoted\" ☎","senderId":1,"recipients":[6],"contents":"Asked\nand answered"}', NULL, NULL),
	(34, 1, 1795958341119832, '0170adb4f460f87b205185c73b2e273a', 'api', '{"dateTime":"2026-11-29T13:19:01.102191Z","subject":"Call 8 \"quoted\" ☎","senderId":1,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(2, 2, 1795958344107999, NULL, 'command', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Corrected","senderId":2,"recipients":[4]}', 'Ada', NULL),
	(35, 1, 1795958344861663, '0170adb4f460f87b205185c73b2e273a', 'api', '{"dateTime":"2026-11-29T13:19:01.189655Z","subject":"Call 9 \"quoted\" ☎","senderId":4242,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL);
INSERT INTO public.withdrawn VALUES
	(27, 1, 28, 1795958337671209, 'mistake', 'root'),
	(5, 2, 39, 1795958344297318, 'erasure', 'root'),
	(6, 3, 40, 1795958344469847, 'duplicate', 'root');
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
