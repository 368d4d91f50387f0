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
    single_keys boolean DEFAULT true NOT NULL,
    signed_in_at bigint
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
CREATE TABLE public.calendar_feed (
    hash character varying(64) NOT NULL,
    account_id character varying(32) NOT NULL,
    names boolean NOT NULL,
    made_at bigint NOT NULL,
    used_at bigint
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
    own_tokens boolean DEFAULT true NOT NULL,
    used_at bigint
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
CREATE TABLE public.follow_up (
    moment_id bigint NOT NULL,
    due_at bigint NOT NULL,
    day character varying(10),
    by_id bigint,
    note text NOT NULL,
    made_at bigint NOT NULL,
    client_id character varying(64),
    account_id character varying(32),
    person text,
    done_at bigint,
    done_client_id character varying(64),
    done_account_id character varying(32),
    done_person text,
    answer_id bigint,
    is_done boolean NOT NULL,
    by_state bigint NOT NULL,
    happened_at bigint NOT NULL
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
CREATE TABLE public.job (
    name character varying(16) NOT NULL,
    asked_at bigint NOT NULL,
    account_id character varying(32),
    started_at bigint,
    seen_at bigint,
    done bigint NOT NULL,
    total bigint NOT NULL,
    ended_at bigint,
    result text
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
    state character varying(16) NOT NULL,
    account_id character varying(32),
    operator text
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
    trusted_at bigint DEFAULT '0'::bigint NOT NULL,
    no_follow_ups_until bigint DEFAULT '0'::bigint NOT NULL,
    tallied_id bigint DEFAULT '0'::bigint NOT NULL
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
CREATE TABLE public.relation_import (
    number bigint NOT NULL,
    digest character varying(64) NOT NULL,
    file text NOT NULL,
    started_at bigint NOT NULL,
    account_id character varying(32),
    operator text,
    lines bigint NOT NULL,
    done bigint NOT NULL,
    after_id bigint NOT NULL,
    added bigint NOT NULL,
    changed bigint NOT NULL,
    refused bigint NOT NULL,
    state character varying(16) NOT NULL
);
CREATE TABLE public.relation_import_range (
    import_number bigint NOT NULL,
    first_position bigint NOT NULL,
    last_position bigint NOT NULL,
    first_change bigint NOT NULL
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
CREATE TABLE public.sender_tally (
    unit integer NOT NULL,
    period integer NOT NULL,
    part bigint NOT NULL,
    counts text NOT NULL
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
CREATE TABLE public.tally (
    kind character varying(8) NOT NULL,
    unit integer NOT NULL,
    period integer NOT NULL,
    key character varying(128) NOT NULL,
    counted bigint NOT NULL
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
CREATE TABLE public.upload (
    id character varying(32) NOT NULL,
    account_id character varying(32) NOT NULL,
    kind character varying(16) NOT NULL,
    file text NOT NULL,
    size bigint NOT NULL,
    uploaded_at bigint NOT NULL,
    form text NOT NULL,
    state character varying(16) NOT NULL,
    import_number bigint,
    fault text
);
CREATE TABLE public.upload_piece (
    upload_id character varying(32) NOT NULL,
    n integer NOT NULL,
    data bytea NOT NULL
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
	('650fd427d989b1295612b8d75f83472e', 'bob@example.org', 'bob@example.org', 'Bob', 'nl', NULL, 'administrator', NULL, NULL, NULL, 0, 1795959270165359, NULL, 'system', true, NULL),
	('51440a74c127a0ec53cc9c72d560a808', 'eve@example.org', 'eve@example.org', 'Eve', 'en', NULL, 'reader', NULL, NULL, NULL, 0, 1795959270430546, 1795959270652219, 'system', true, NULL),
	('663907b572edf6b59288bdb4eb29fa8e', 'ada@example.org', 'ada@example.org', 'Ada Lovelace', 'en', 4, 'registrar', '$argon2id$v=19$m=65536,t=3,p=1$kCLaMbaks2LvEX/moiCD9w$TRwTyTPQMpvkNECNH1yLpZXA0V8eAAftOK1LnY8j5h0', 1795959270876014, NULL, 0, 1795959269992580, NULL, 'system', true, 1795959270876014);
INSERT INTO public.action VALUES
	(17, 'Spring campaign');
INSERT INTO public.alembic_version VALUES
	('0019');
INSERT INTO public.audit_event VALUES
	(1, 1795959256188239, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"done": 0, "lines": 8, "number": 1, "refused": 0}', '\xc8c7e90641049ff548cbd426f2a3d670b67b8328d476cb6768a78a42d7406a03'),
	(2, 1795959256487935, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"added": 8, "changed": 0, "done": 8, "lines": 8, "number": 1, "refused": 0}', '\x590e0db2df36d22b7677b70879509c03b6eafb2fea69b54523a7f7dc2609db27'),
	(3, 1795959256983310, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"done": 0, "lines": 1, "number": 2, "refused": 0}', '\x34b237d2c01cefbf2c37caea91013bd88b2ef5117344d04ca8ec18d40271f1e4'),
	(4, 1795959257100942, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"added": 1, "changed": 0, "done": 1, "lines": 1, "number": 2, "refused": 0}', '\xba4238fe6ba639e249969f64b7fd1df851a66af40d95376b9d6a0f7ddc48d37d'),
	(5, 1795959257495446, 'tag_added', NULL, NULL, 'root', NULL, NULL, NULL, '1', '{"name": "complaint"}', '\x51d658baeea0636bd4b6bef775d3adc7df94d809a76580015a05146474069039'),
	(6, 1795959257648801, 'tag_added', NULL, NULL, 'root', NULL, NULL, NULL, '2', '{"name": "praise"}', '\xd73f1a7f5dd04932725419c8180ae2b497f84e0ab97043bdf3ef47b650d0b3b8'),
	(7, 1795959258127942, 'tag_added', NULL, NULL, 'root', NULL, NULL, NULL, '3', '{"name": "question"}', '\x95938cb79d741dcafdfa1cec734a1af15d745724c9beda254b0a2d0ed7efeef6'),
	(8, 1795959258379953, 'action_added', NULL, NULL, 'root', NULL, NULL, NULL, '17', '{"name": "Spring campaign"}', '\x857d46f064f942fd4851e012b91a760d6a59c6e8cbdb71155e90ecda8ac2fbbb'),
	(9, 1795959258697691, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, '5e4926107d3580c0c2179e298bf0a572', '{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/add", "contact_moment/details", "contact_moment/edit", "contact_moment/view", "relation/edit", "relation/view"]}', '\x078c7ac83e400e459dc475ade0c5b9936c06104200e83c14a5003c788cf77d7b'),
	(10, 1795959259063974, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, 'ca04667c25273da29bd31ceb9cde7ff7', '{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/view"]}', '\x77d7c8caeb766e2e41254961f229ecd4060795779cf0691239ca00426d366ec9'),
	(11, 1795959259379956, 'client_revoked', NULL, NULL, 'root', NULL, NULL, NULL, 'ca04667c25273da29bd31ceb9cde7ff7', '{}', '\xfc43abc0e83de2df10fd5b5e0fd87d46b917241ce92d7a5be5af08657a89f972'),
	(12, 1795959259723966, 'client_changed', NULL, NULL, 'root', NULL, NULL, NULL, '5e4926107d3580c0c2179e298bf0a572', '{"parking": true}', '\xdf6fc612005342eb35818379eaf59d275f3320dbaf20fd755456fbbb6feb4684'),
	(13, 1795959260279951, 'import', NULL, NULL, 'root', NULL, NULL, NULL, '1', '{"done": 0, "lines": 26}', '\x9dd9edc2ea5ce15dd22b5f1da0f020e310ec31a4fa28c6d81c9dbfc78df979d9'),
	(14, 1795959260915858, 'import', NULL, NULL, 'root', NULL, NULL, NULL, '2', '{"done": 0, "lines": 1}', '\xc25a71e5e3f575c1fa84a47fde6fe97477ba764a99e8f76d16dd55fa566cf58e'),
	(15, 1795959261132219, 'import_undone', NULL, NULL, 'root', NULL, NULL, NULL, '2', '{"also_corrected": false}', '\x18e5daa4814675d154018ea928508f5ccab8c0572186dad54b4f5c421a54b4d7'),
	(16, 1795959261420522, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 27', '{"count": 1, "ids": [27], "reason": "mistake"}', '\x734b507df4ecc03663a5d30ca068d0f5a7b45761a3f4fecf961257f54538c75b'),
	(17, 1795959270081837, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, '663907b572edf6b59288bdb4eb29fa8e', '{"relation_id": 4, "role": "registrar"}', '\x752e5e28f55cfebadb100a05a0e782d202c1ec51e6138991c75c8cff8b698940'),
	(18, 1795959270103854, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, '663907b572edf6b59288bdb4eb29fa8e', '{"purpose": "invite"}', '\x573138603817dcd9d4159102e055146379e2570aaca20e30dd03cacb32a228fb'),
	(19, 1795959270225495, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, '650fd427d989b1295612b8d75f83472e', '{"relation_id": null, "role": "administrator"}', '\x754a0b640f7c1a22a487c1a176f51fa17ff6b627ca4290e75dc766c8b37d244d'),
	(20, 1795959270292278, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, '650fd427d989b1295612b8d75f83472e', '{"purpose": "invite"}', '\x19a7af7bda26ede1c176720e48163c8b0223e0441ff17dd42ac9d55cd078ee51'),
	(21, 1795959270473556, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, '51440a74c127a0ec53cc9c72d560a808', '{"relation_id": null, "role": "reader"}', '\x7f5b95126a2beb442bc1ca29ac28b086ec3357bea8a3d45b9703982be3ccff0a'),
	(22, 1795959270513622, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, '51440a74c127a0ec53cc9c72d560a808', '{"purpose": "invite"}', '\x0931d4450ecc0af21b17fa7f3230fac5cf08ba23241367919d0c79d913c213d4'),
	(23, 1795959270694899, 'account_disabled', NULL, NULL, 'root', NULL, NULL, NULL, '51440a74c127a0ec53cc9c72d560a808', '{"clients": [], "sessions": 0}', '\xbc15a1bbfeab63556e5c6d313628e0ce87b994d4b76043b24800774ae09dd1ee'),
	(24, 1795959270800164, 'role_added', NULL, NULL, 'root', NULL, NULL, NULL, 'auditor', '{"scopes": ["audit/view"], "second_factor": true}', '\xaee48c85ff9ec07bcbac9e219c53c04531b87786908c2788ef6b21b29250e8ff'),
	(25, 1795959271679761, 'password', '663907b572edf6b59288bdb4eb29fa8e', NULL, NULL, '127.0.0.1', '\x6c6259a5051c9000caf66229594537daf45492e6bc3ab5eb818ecd0cf8ccd589', '\x0bd3ad39d5d14026b2f29bd9c0edd497102d801ab303c191334a98c1c1693d0d', '663907b572edf6b59288bdb4eb29fa8e', '{"clients": [], "sessions": 0}', '\x8a2c9637c4384796f6b1d430f4a3f414d159d2c0aa1fb1189d8269a4bfb42956'),
	(26, 1795959271679761, 'sign_in', '663907b572edf6b59288bdb4eb29fa8e', NULL, NULL, '127.0.0.1', '\x869a75f027f554bc3d9ed824107b37bb8a979718e8e5cd1edcb51d6951246440', '\x0bb6481892c890e290fcf1f0288e69bf384fc2bd0d154ec3e70a63bf43898caf', '663907b572edf6b59288bdb4eb29fa8e', '{"second_factor": false}', '\x9886f2045837af6b23d4bfa3bf694d9e37d99b434d6ed6aac6423f20ff8d85a0'),
	(27, 1795959271940959, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, 'f1227869fa2c5cbae32227aa18633747', '{"people_only": false, "public": false, "redirect_uris": ["https://crm.example.org/signed-in"], "scopes": ["contact_moment/add", "contact_moment/view"]}', '\x990554bacd1f95d5595a3bde1bd2c2c33b0fdc55e658f3469416f36dda01dcfd'),
	(28, 1795959272106093, 'consent_given', '663907b572edf6b59288bdb4eb29fa8e', NULL, NULL, '127.0.0.1', '\xa8d76a9eabd1a51641bf0ab5dd2b6ea3d291febc7124f707bfff62cf586b7a5f', '\xa3b0b8fc719ea07130f9c5c7bbf9e5b1669b0cd0f45eb565995f949b7d57c2fc', 'f1227869fa2c5cbae32227aa18633747', '{"scopes": ["contact_moment/add", "contact_moment/view"]}', '\x60c5d97bc8e0f82ab6b365d44ebbe08e17ca8fb90ad4ee17679f3f7c75040ec0'),
	(29, 1795959272268030, 'calendar', '663907b572edf6b59288bdb4eb29fa8e', NULL, NULL, '127.0.0.1', '\xcc8d45ea96c985eccc69899d1cba98977fc61c31ab2eb6ba40c638d1d6629703', '\xfa69db5d38f483f1cb7c274b1d2af65e48bbc81dcf728390deb7e0188c38a879', '663907b572edf6b59288bdb4eb29fa8e', '{"names": true, "what": "made"}', '\x27eb1a84c7c039dbdfe28937b44dcbb1953a1dbbd59d965c8070e5f966d93a71'),
	(30, 1795959273646316, 'tag_renamed', NULL, NULL, 'root', NULL, NULL, NULL, '3', '{"before": "question", "name": "query"}', '\x184daaaa91d7cc2e210fa14b4db7ca87df1400087c9581e72a22fbcacc68e99e'),
	(31, 1795959274260284, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 5', '{"count": 1, "ids": [5], "reason": "erasure"}', '\x27c9561105b5f7fe8a40359005e1bf738d4332290783ac00665b2fa4defe56ce'),
	(32, 1795959274614739, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 6', '{"count": 1, "ids": [6], "reason": "duplicate"}', '\xb7f146edab18b72ab27d5106e2deae8eb8fd3267575cef19475df501a1ef3ba2'),
	(33, 1795959275398658, 'parked_released', NULL, NULL, 'root', NULL, NULL, NULL, 'parked registration 1', '{"contact_moments": [36], "count": 1, "ids": [1]}', '\x605e25669b62f6970340e7ca0d1e10c47baed3bfd16765845cc19e7c005948e1'),
	(34, 1795959275611861, 'parked_dropped', NULL, NULL, 'root', NULL, NULL, NULL, 'parked registration 2', '{"count": 1, "ids": [2]}', '\xb2ab8731b6cf668534422c1994467e99584826c60bcf4051a5bde461c3e7a8a3'),
	(35, 1795959275764106, 'type_added', NULL, NULL, 'root', NULL, NULL, NULL, 'ContactMomentOwn', '{"fields": ["room"], "version": "1ccdedcaee890e636e1e6981b4559a4c"}', '\xfdc211da49c7bd8fc9c4dd6d7801e8e21ff338797b55733e3a09d3a9af0ad940'),
	(36, 1795959284765749, 'settings', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"port": [55131, 60205]}', '\x4bfbcf6160a598c57d8918e4a2229b60d00dd38174e9b4056d98fe02d5f13e3d');
INSERT INTO public.audit_head VALUES
	(1, 36, '\x4bfbcf6160a598c57d8918e4a2229b60d00dd38174e9b4056d98fe02d5f13e3d', 0, '\x0000000000000000000000000000000000000000000000000000000000000000', '{"action_codes": "any", "audit_days": 730, "backup_folder": null, "cors_origins": null, "database_url": "postgresql://postgres@/register_16864_1?host=/run/postgresql", "failure_days": 90, "grant_days": 90, "host": "127.0.0.1", "log_format": "auto", "log_level": "error", "mail_from": null, "max_connections": 4000, "organisation_accent": null, "organisation_logo": null, "organisation_name": null, "own_phone_numbers": null, "parked_days": 30, "phone_region": "NL", "pin_workers": true, "port": 60205, "prepared_statements": true, "public_url": null, "session_idle": 60, "session_max": 720, "smtp_url": null, "stop_timeout": 20, "threads": 32, "time_zone": "Europe/Amsterdam", "trusted_proxies": null, "workers": 1}');
INSERT INTO public.calendar_feed VALUES
	('211b5b740599833e7ba9c489894ec47b614a697469b9d3dbd1caa85b08520ce6', '663907b572edf6b59288bdb4eb29fa8e', true, 1795959272232562, NULL);
INSERT INTO public.client VALUES
	('ca04667c25273da29bd31ceb9cde7ff7', 'Former', 'c2379e078f20841f6e69f97f708687879f216ddab47f488c4863e52cb748d304', 'contact_moment/view', 1795959258984217, 1795959259312173, false, false, true, NULL),
	('5e4926107d3580c0c2179e298bf0a572', 'Follower', '80e968ba8e80690d2a44bf754753b2951c04648e8f73991b3c0d31e726192c26', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795959258620196, NULL, true, false, true, 1795959268928386),
	('f1227869fa2c5cbae32227aa18633747', 'App', 'e9507821655fd75a1d7e397a9ebe0ce81e26fed1a5db46e7c5a97763bb190989', 'contact_moment/add contact_moment/view', 1795959271868025, NULL, false, false, true, 1795959272193712);
INSERT INTO public.client_redirect VALUES
	('f1227869fa2c5cbae32227aa18633747', 'https://crm.example.org/signed-in');
INSERT INTO public.commit_mark VALUES
	(4033460340065685396, 1795959256128057),
	(1565708448436551757, 1795959256261005),
	(794692931914174801, 1795959256584786),
	(4522853695297777778, 1795959256948228),
	(193702338896722528, 1795959257008163),
	(7182772244854618574, 1795959257113604),
	(4809937033015252960, 1795959257265770),
	(1044880313732979208, 1795959257469033),
	(1291439513459745158, 1795959257636217),
	(2485511300997989013, 1795959258016047),
	(2802168326495205242, 1795959258333173),
	(3393816346765356664, 1795959258664259),
	(2505161830591057401, 1795959259016049),
	(8473408631025203282, 1795959259360033),
	(3505512956931305116, 1795959259708152),
	(1221618406553780795, 1795959260248086),
	(2175303786901471476, 1795959260328055),
	(8418171671915915395, 1795959260872819),
	(6304582803444973547, 1795959260936325),
	(8145569003303385215, 1795959261120036),
	(7601947173044714233, 1795959261173220),
	(3519281394233644108, 1795959263600146),
	(7127555505316046341, 1795959268931806),
	(6555888414894168159, 1795959269028318),
	(638355062080886381, 1795959269156625),
	(2522293965824913209, 1795959269197965),
	(2121208397154626595, 1795959269241816),
	(5372472310725551796, 1795959269314043),
	(5218983442829011588, 1795959269343951),
	(1062025228241672768, 1795959269386230),
	(1235325161452138129, 1795959269409805),
	(4776336173509684545, 1795959269463166),
	(2600177397052211835, 1795959269488794),
	(8927165035438120676, 1795959269542116),
	(2928118653296283618, 1795959269564061),
	(5980820811457077173, 1795959269613104),
	(8845709589461685189, 1795959269627350),
	(8577744805441158165, 1795959269679907),
	(8272342339593815626, 1795959270023876),
	(3299606623146191894, 1795959270091827),
	(5416408919108873074, 1795959270166042),
	(5169287461684620243, 1795959270271993),
	(7690607478045610277, 1795959270438921),
	(7252364240964623225, 1795959270488060),
	(2792977087818449395, 1795959270676337),
	(3236985662686646082, 1795959270789590),
	(3696768431425751800, 1795959271648096),
	(180247432492875479, 1795959271899958),
	(7280127684473311786, 1795959272088307),
	(2363766120939909059, 1795959272167254);
INSERT INTO public.commit_mark VALUES
	(7957533601937540052, 1795959272194955),
	(8587365523483145512, 1795959272240037),
	(6231551517831000686, 1795959272411686),
	(3280844339629313474, 1795959272552344),
	(2738804661241212235, 1795959272639524),
	(7994177492168618878, 1795959272897366),
	(9201896072892338317, 1795959272980649),
	(8490482878406837670, 1795959273122112),
	(7774912524510801228, 1795959273243440),
	(9074129021495408760, 1795959273362474),
	(5776550820996730412, 1795959273433196),
	(1493564919989195071, 1795959273616633),
	(6714574273622991925, 1795959273869070),
	(5876778478653245853, 1795959274122649),
	(8273473040085775426, 1795959274161957),
	(8300397317272190823, 1795959274403474),
	(4573640111725868, 1795959274451090),
	(5703618252191488158, 1795959274762317),
	(3289454213161622738, 1795959275252022),
	(254728223445971262, 1795959275292385),
	(8488381208321692753, 1795959275554024),
	(3729131349332446974, 1795959275592165),
	(310803104709821262, 1795959275735626),
	(821428018428034133, 1795959278495246),
	(3281360128706675867, 1795959284458172),
	(2064439790962063236, 1795959284526767),
	(4380842677810208104, 1795959284572239),
	(6061958929842301431, 1795959284744783),
	(1974519854020215221, 1795959284836722);
INSERT INTO public.consent VALUES
	('b215b82de13c1b0239750e6f5bde97d9', 'f1227869fa2c5cbae32227aa18633747', '663907b572edf6b59288bdb4eb29fa8e', 'contact_moment/add contact_moment/view', 1795959272084215, 1803735272084215, NULL);
INSERT INTO public.entry VALUES
	('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '663907b572edf6b59288bdb4eb29fa8e', 1, '{"subject": "Not yet saved"}', 1795959272392645);
INSERT INTO public.first_run VALUES
	('6fa018a8bb1ca65747e8f07cb608eb55aeec79dabb9221eaab2a5acf2a2affc4', 1795962878472773);
INSERT INTO public.follow_up VALUES
	(34, 2053810800000000, '2035-01-31', NULL, 'Call back', 1795959269463999, '5e4926107d3580c0c2179e298bf0a572', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, 0, 1795959269462062);
INSERT INTO public.idempotency_key VALUES
	('\xa79977bafd92c77f88fd25d751a0b0f5626cce5c42000e26c5ad6a2f7aae0aba', '\xdf1e30704d7d1c66e0a3ad8f6db846a7284c126edca77f9ec7878e6ac2ab0077', 35, 1795959269495918);
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
INSERT INTO public.job VALUES
	('examination', 1795959272521786, NULL, 1795959284527528, 1795959284527528, 0, 0, NULL, NULL);
INSERT INTO public.left_link VALUES
	(1, 11, 27, 1795959261200100),
	(2, 19, 27, 1795959261200100),
	(8, 27, 27, 1795959261200100),
	(3, 1, 2, 1795959273898492),
	(8, 2, 2, 1795959273898492),
	(2, 4, 5, 1795959274162662),
	(3, 3, 5, 1795959274162662),
	(8, 5, 5, 1795959274162662),
	(3, 4, 6, 1795959274463235),
	(4, 2, 6, 1795959274463235),
	(8, 6, 6, 1795959274463235);
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
	(1, 12, 28, 1795959269014309),
	(2, 20, 28, 1795959269014309),
	(1, 13, 29, 1593637200000000),
	(2, 21, 29, 1593637200000000),
	(9, 1, 29, 1593637200000000),
	(1, 14, 30, 1795959269190977),
	(2, 22, 30, 1795959269190977),
	(2, 23, 31, 1795959269340308),
	(10, 1, 31, 1795959269340308),
	(2, 24, 32, 1795959269382472),
	(1, 15, 33, 1795959269403766),
	(1, 16, 34, 1795959269462062),
	(2, 25, 34, 1795959269462062),
	(1, 17, 35, 1795959269487230),
	(2, 26, 35, 1795959269487230),
	(7, 1, 32, 1795959269382472),
	(7, 2, 33, 1795959269403766),
	(4, 9, 2, 1549875600000000),
	(2, 27, 36, 1795959269569713),
	(4242, 1, 36, 1795959269569713);
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
	(2, 39, 2, 'ContactMomentLetter', 2, 1549875600000000, NULL, 0, '{"id":2,"subject":"Corrected","senderId":2,"sender":"Relation 2 Ålesund","type":"ContactMomentLetter","dateTime":"2019-02-11T10:00:00","action":null,"tags":', ',"recipients":[4]}', '2019-02-11', 52, 20, NULL, NULL, 'import'),
	(25, 25, 1, 'ContactMomentNote', 1, 1562835600000000, NULL, 1, '{"id":25,"subject":"Imported 24 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}', '2019-07-11', 72, 20, 'letter-1', NULL, 'import'),
	(26, 26, 1, 'ContactMomentNote', 1, 1562835600000000, NULL, 1, '{"id":26,"subject":"Imported 24 about membership","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentNote","dateTime":"2019-07-11T11:00:00","action":null,"tags":', ',"recipients":[2,8]}', '2019-07-11', 72, 20, 'letter-1', NULL, 'import'),
	(28, 29, 1, 'ContactMomentPhone', 1, 1795959269014309, 17, 2, '{"id":28,"subject":"Call 1 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:34:29","action":17,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '5e4926107d3580c0c2179e298bf0a572', 'api'),
	(29, 30, 1, 'ContactMomentPhone', 1, 1593637200000000, NULL, 0, '{"id":29,"subject":"Call 2 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2020-07-01T23:00:00","action":null,"tags":', ',"recipients":[2,9]}', '2020-07-01', 63, 20, NULL, '5e4926107d3580c0c2179e298bf0a572', 'api'),
	(30, 31, 1, 'ContactMomentPhone', 1, 1795959269190977, NULL, 0, '{"id":30,"subject":"Call 3 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:34:29","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, 'ticket-3', '5e4926107d3580c0c2179e298bf0a572', 'api'),
	(31, 32, 1, 'ContactMomentPhone', 10, 1795959269340308, NULL, 0, '{"id":31,"subject":"Call 4 \"quoted\" ☎","senderId":10,"sender":"Added","type":"ContactMomentPhone","dateTime":"2026-11-29T14:34:29","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 64, 7, NULL, '5e4926107d3580c0c2179e298bf0a572', 'api'),
	(34, 35, 1, 'ContactMomentPhone', 1, 1795959269462062, NULL, 0, '{"id":34,"subject":"Call 7 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:34:29","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '5e4926107d3580c0c2179e298bf0a572', 'api'),
	(35, 36, 1, 'ContactMomentPhone', 1, 1795959269487230, NULL, 0, '{"id":35,"subject":"Call 8 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:34:29","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '5e4926107d3580c0c2179e298bf0a572', 'api'),
	(3, 3, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":3,"subject":"Imported 2 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 70, 13, NULL, NULL, 'import'),
	(12, 12, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":12,"subject":"Imported 11 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 72, 13, NULL, NULL, 'import'),
	(21, 21, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":21,"subject":"Imported 20 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 72, 13, NULL, NULL, 'import'),
	(15, 15, 1, 'ContactMomentVisit', 3, 1560243600000000, NULL, 0, '{"id":15,"subject":"Imported 14 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-06-11', 72, 13, NULL, NULL, 'import'),
	(24, 24, 1, 'ContactMomentVisit', 3, 1560243600000000, NULL, 0, '{"id":24,"subject":"Imported 23 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-06-11', 72, 13, NULL, NULL, 'import'),
	(9, 9, 1, 'ContactMomentVisit', 3, 1568192400000000, NULL, 0, '{"id":9,"subject":"Imported 8 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-09-11', 70, 13, NULL, NULL, 'import'),
	(18, 18, 1, 'ContactMomentVisit', 3, 1568192400000000, NULL, 0, '{"id":18,"subject":"Imported 17 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-09-11', 72, 13, NULL, NULL, 'import'),
	(32, 37, 1, 'ContactMomentPhone', 7, 1795959269382472, NULL, 0, '{"id":32,"subject":"Call 5 \"quoted\" ☎","senderId":7,"sender":"Relation 7 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:34:29","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '5e4926107d3580c0c2179e298bf0a572', 'api'),
	(33, 38, 1, 'ContactMomentPhone', 1, 1795959269403766, NULL, 0, '{"id":33,"subject":"Call 6 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:34:29","action":null,"tags":', ',"recipients":[7]}', '2026-11-29', 63, 20, NULL, '5e4926107d3580c0c2179e298bf0a572', 'api'),
	(36, 42, 1, 'ContactMomentPhone', 4242, 1795959269569713, NULL, 0, '{"id":36,"subject":"Call 9 \"quoted\" ☎","senderId":4242,"sender":"Late","type":"ContactMomentPhone","dateTime":"2026-11-29T14:34:29","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 66, 6, NULL, '5e4926107d3580c0c2179e298bf0a572', 'api');
INSERT INTO public.moment_import VALUES
	(1, 'af238f18aafe30e4ef6170b570e50d3661261481034b3e2d3f23e840d22400a7', 'history.jsonl', 1795959260256445, 26, 26, 26, 'complete', NULL, 'root'),
	(2, NULL, 'wrong.jsonl', 1795959260896005, 1, 1, 1, 'undone', NULL, 'root');
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
	(28, ' =1 @2  call 1 quoted  _asked _and _answered ', 1795959269014309),
	(29, ' =1 @2 @9  call 2 quoted  _asked _and _answered ', 1593637200000000),
	(30, ' =1 @2  call 3 quoted  _ticket _3  _asked _and _answered ', 1795959269190977),
	(31, ' =10 @2  call 4 quoted  _asked _and _answered ', 1795959269340308),
	(32, ' =6 @2  call 5 quoted  _asked _and _answered ', 1795959269382472),
	(33, ' =1 @6  call 6 quoted  _asked _and _answered ', 1795959269403766),
	(34, ' =1 @2  call 7 quoted  _asked _and _answered ', 1795959269462062),
	(35, ' =1 @2  call 8 quoted  _asked _and _answered ', 1795959269487230),
	(2, ' =2 @4  corrected ', 1549875600000000),
	(36, ' =4242 @2  call 9 quoted  _asked _and _answered ', 1795959269569713);
INSERT INTO public.moment_type VALUES
	('ContactMomentPhone', 'Telephone call', true, 1, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was said during the call","type":"string"},"direction":{"title":"Direction","description":"Who called whom: in, if they called us","examples":["in","out"]},"outcome":{"title":"Outcome","description":"How the call ended","examples":["spoke","no answer","voicemail","called back"]},"durationMinutes":{"title":"Duration in minutes","description":"How long the call took","examples":[5,15]}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentVisit', 'Visit', true, 2, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was discussed","type":"string"},"location":{"title":"Location","description":"Where the visit took place","type":"string","maxLength":255}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentLetter', 'Letter', true, 3, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What the letter says, or a summary of it","type":"string"}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentEmail', 'E-mail', false, 4, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the message","type":"string"},"messageId":{"title":"Message ID","description":"The Message-ID of the e-mail (RFC 5322)","type":"string","maxLength":998}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentNote', 'Note', true, 5, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the note","type":"string"}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentOwn', 'Own', true, 6, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"room":{"type":"string","title":"Room"}},"required":["subject","senderId","recipients"]}');
INSERT INTO public.numbering VALUES
	('relation', 0, 0, -1, NULL, 0, 0, 0, 0, 0),
	('whole', 1795959284000000, 0, -1, NULL, 0, 0, 0, 0, 0);
INSERT INTO public.oauth_code VALUES
	('a54856fd1f0791a7efaa4d3ad84b8b31670112f26f7625216aab4b1431588e00', 'b215b82de13c1b0239750e6f5bde97d9', 'https://crm.example.org/signed-in', 'GHioL4N55Cp0SmFl-EjJ3zBaibceXNwINv7JJqcQGes', 1795959332084215, 1795959272156088);
INSERT INTO public.one_time_link VALUES
	('33dead20accb7591a6c96ee60e0cc11103c77e17c0157d6c5fbca44f04982334', '650fd427d989b1295612b8d75f83472e', 'invite', 1796045670251992);
INSERT INTO public.parked VALUES
	(3, '5e4926107d3580c0c2179e298bf0a572', '\x52d9b00d31d699778885bf99c38db8a74029ed9b0e00326df928ef0cda367112', '\x52d9b00d31d699778885bf99c38db8a74029ed9b0e00326df928ef0cda367112', NULL, 'ContactMomentPhone', '{"subject":"Call 9 \"quoted\" ☎","senderId":4444,"recipients":[2],"contents":"Asked\nand answered"}', 'sender_not_available', 1795959269631823, 1, NULL);
INSERT INTO public.refresh_token VALUES
	('dfcdd4b73e8a568ace7737cc4d6c59e6eab394582f2743ebf747531adf1e2095', 'b215b82de13c1b0239750e6f5bde97d9', 1798551272193712, NULL);
INSERT INTO public.register VALUES
	(1, 36, 42, 1795959275, 7, '1 Europe/Amsterdam b10f9542a850', 1795959284, 3, false, 12, 15, 1795959273642173, '1 NL', 0, 0, 0);
INSERT INTO public.registration_key VALUES
	('\x34c388c3e1938b52193d836ddfea377e9663fd751cd769535d2567a60ad80df9', 30);
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
INSERT INTO public.relation_import VALUES
	(1, '063061a513349231ff7b78cfeeed9903eb470ed0f0b10bdcaf4f34d1db8c49e5', 'relations.csv', 1795959256149584, NULL, 'root', 8, 8, 8, 8, 0, 0, 'complete'),
	(2, '1a0f52aedd6b31b0faaf6ab8798ac1deeb87c0273b8212e6dc07a9999e16c413', 'contact.csv', 1795959256949395, NULL, 'root', 1, 1, 9, 1, 0, 0, 'complete');
INSERT INTO public.relation_import_range VALUES
	(1, 1, 8, 1),
	(2, 9, 9, 9);
INSERT INTO public.relation_phone VALUES
	(9, '020 123 45 67 ext. 9', '+31201234567;ext=9', '+31201234567'),
	(9, '06-12345678', '+31612345678', '+31612345678');
INSERT INTO public.relation_tick VALUES
	(1795959256, 1),
	(1795959257, 9),
	(1795959269, 11),
	(1795959272, 12),
	(1795959273, 13),
	(1795959274, 15);
INSERT INTO public.role VALUES
	('reader', 'contact_moment/details contact_moment/view relation/view', false, true),
	('registrar', 'contact_moment/add contact_moment/details contact_moment/view relation/view', false, true),
	('editor', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/export contact_moment/view contact_moment/withdraw parked/edit relation/edit relation/view', false, true),
	('administrator', 'account/edit audit/view catalogue/edit client/edit contact_moment/add contact_moment/details contact_moment/edit contact_moment/export contact_moment/view contact_moment/withdraw import/edit parked/edit register/view relation/edit relation/view', true, true),
	('privacy officer', 'audit/view contact_moment/details contact_moment/export contact_moment/view contact_moment/withdraw relation/view', true, true),
	('auditor', 'audit/view', true, false);
INSERT INTO public.session VALUES
	('0badb159636f9efe9ebfc36660368d3f1f9534fe2922a86b3fa935e4de9e0f3c', 'a50241eeee261d43f4bb83bd54eb5d31', '663907b572edf6b59288bdb4eb29fa8e', 'full', 0, 1795959270876014, 1795959270876014, 1795962870876014, '127.0.0.1', 'python-requests/2.34.2', NULL);
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
	(1795959260, 1),
	(1795959261, 28),
	(1795959269, 29),
	(1795959273, 37),
	(1795959274, 40),
	(1795959275, 42);
INSERT INTO public.token VALUES
	('e16460fcd6815baf99a77d450fd4809f8fb5f5b18c4e2e13260f46927b5f4df3', '5e4926107d3580c0c2179e298bf0a572', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795962868928386, NULL),
	('fab59eb593808913361aca652474d012726f784192f2df507235139ba1b73921', 'f1227869fa2c5cbae32227aa18633747', 'contact_moment/add contact_moment/view', 1795962872193712, 'b215b82de13c1b0239750e6f5bde97d9'),
	('93b9ccb9e620a43a3938d5f368fc70a0f2db898a7d563d5e8583ddb7cfc56a13', '5e4926107d3580c0c2179e298bf0a572', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795962884445759, NULL);
INSERT INTO public.upload VALUES
	('be2574b6546475de35ff7f2b476e52ff', '663907b572edf6b59288bdb4eb29fa8e', 'relations', 'waiting.csv', 19, 1795959272604783, '{"encoding":"utf-8","headings":{},"places":null,"separator":""}', 'waiting', NULL, NULL);
INSERT INTO public.upload_piece VALUES
	('be2574b6546475de35ff7f2b476e52ff', 0, '\x69642c6e616d650a37372c57616974696e670a');
INSERT INTO public.version VALUES
	(1, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 0 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(2, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 1 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(3, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 2 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(4, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 3 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(7, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 6 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(8, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 7 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(9, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 8 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(10, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 9 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(11, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 10 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(12, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 11 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(13, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 12 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(14, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 13 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(15, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 14 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(16, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 15 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(17, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 16 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(18, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 17 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(19, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 18 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(20, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 19 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(21, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 20 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(22, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 21 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(23, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 22 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(24, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 23 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(25, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}', NULL, NULL),
	(26, 1, 1795959260328831, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}', NULL, NULL),
	(28, 1, 1795959269029282, '5e4926107d3580c0c2179e298bf0a572', 'api', '{"dateTime":"2026-11-29T13:34:29.014309Z","subject":"Call 1 \"quoted\" ☎","senderId":1,"recipients":[2],"action_code":17,"tagIds":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(29, 1, 1795959269164716, '5e4926107d3580c0c2179e298bf0a572', 'api', '{"dateTime":"2020-07-01T21:00:00Z","subject":"Call 2 \"quoted\" ☎","senderId":1,"recipients":[2,9],"contents":"Asked\nand answered"}', NULL, NULL),
	(30, 1, 1795959269242894, '5e4926107d3580c0c2179e298bf0a572', 'api', '{"dateTime":"2026-11-29T13:34:29.190977Z","subject":"Call 3 \"quoted\" ☎","senderId":1,"recipients":[2],"reference":"ticket-3","contents":"Asked\nand answered"}', NULL, NULL),
	(31, 1, 1795959269349518, '5e4926107d3580c0c2179e298bf0a572', 'api', '{"dateTime":"2026-11-29T13:34:29.340308Z","subject":"Call 4 \"quoted\" ☎","senderId":10,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(32, 1, 1795959269392278, '5e4926107d3580c0c2179e298bf0a572', 'api', '{"dateTime":"2026-11-29T13:34:29.382472Z","subject":"Call 5 \"quoted\" ☎","senderId":6,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(33, 1, 1795959269414512, '5e4926107d3580c0c2179e298bf0a572', 'api', '{"dateTime":"2026-11-29T13:34:29.403766Z","subject":"Call 6 \"quoted\" ☎","senderId":1,"recipients":[6],"contents":"Asked\nand answered"}', NULL, NULL),
	(34, 1, 1795959269463999, '5e4926107d3580c0c2179e298bf0a572', 'api', '{"dateTime":"2026-11-29T13:34:29.462062Z","subject":"Call 7 \"quoted\" ☎","senderId":1,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(35, 1, 1795959269495918, '5e4926107d3580c0c2179e298bf0a572', 'api', '{"dateTime":"2026-11-29T13:34:29.487230Z","subject":"Call 8 \"quoted\" ☎","senderId":1,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(2, 2, 1795959273898492, NULL, 'command', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Corrected","senderId":2,"recipients":[4]}', 'Ada', NULL),
	(36, 1, 1795959275298893, '5e4926107d3580c0c2179e298bf0a572', 'api', '{"dateTime":"2026-11-29T13:34:29.569713Z","subject":"Call 9 \"quoted\" ☎","senderId":4242,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL);
INSERT INTO public.withdrawn VALUES
	(27, 1, 28, 1795959261200100, 'mistake', 'root'),
	(5, 2, 40, 1795959274162662, 'erasure', 'root'),
	(6, 3, 41, 1795959274463235, 'duplicate', 'root');
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
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT pk_calendar_feed PRIMARY KEY (hash);
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
ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT pk_follow_up PRIMARY KEY (moment_id);
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
ALTER TABLE ONLY public.job
    ADD CONSTRAINT pk_job PRIMARY KEY (name);
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
ALTER TABLE ONLY public.relation_import
    ADD CONSTRAINT pk_relation_import PRIMARY KEY (number);
ALTER TABLE ONLY public.relation_import_range
    ADD CONSTRAINT pk_relation_import_range PRIMARY KEY (import_number, first_position);
ALTER TABLE ONLY public.relation_phone
    ADD CONSTRAINT pk_relation_phone PRIMARY KEY (relation_id, number);
ALTER TABLE ONLY public.relation_tick
    ADD CONSTRAINT pk_relation_tick PRIMARY KEY (second);
ALTER TABLE ONLY public.rename_run
    ADD CONSTRAINT pk_rename_run PRIMARY KEY (relation_id);
ALTER TABLE ONLY public.role
    ADD CONSTRAINT pk_role PRIMARY KEY (name);
ALTER TABLE ONLY public.sender_tally
    ADD CONSTRAINT pk_sender_tally PRIMARY KEY (unit, period, part);
ALTER TABLE ONLY public.session
    ADD CONSTRAINT pk_session PRIMARY KEY (hash);
ALTER TABLE ONLY public.tag
    ADD CONSTRAINT pk_tag PRIMARY KEY (id);
ALTER TABLE ONLY public.tagset
    ADD CONSTRAINT pk_tagset PRIMARY KEY (id);
ALTER TABLE ONLY public.tagset_tag
    ADD CONSTRAINT pk_tagset_tag PRIMARY KEY (tag_id, tagset_id);
ALTER TABLE ONLY public.tally
    ADD CONSTRAINT pk_tally PRIMARY KEY (kind, unit, period, key);
ALTER TABLE ONLY public.tick
    ADD CONSTRAINT pk_tick PRIMARY KEY (second);
ALTER TABLE ONLY public.token
    ADD CONSTRAINT pk_token PRIMARY KEY (hash);
ALTER TABLE ONLY public.upload
    ADD CONSTRAINT pk_upload PRIMARY KEY (id);
ALTER TABLE ONLY public.upload_piece
    ADD CONSTRAINT pk_upload_piece PRIMARY KEY (upload_id, n);
ALTER TABLE ONLY public.version
    ADD CONSTRAINT pk_version PRIMARY KEY (moment_id, version);
ALTER TABLE ONLY public.withdrawn
    ADD CONSTRAINT pk_withdrawn PRIMARY KEY (moment_id);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT uq_account_email_key UNIQUE (email_key);
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT uq_calendar_feed_account_id UNIQUE (account_id);
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
CREATE INDEX ix_audit_event_account_time ON public.audit_event USING btree (account_id, happened_at, number);
CREATE INDEX ix_audit_event_client_time ON public.audit_event USING btree (client_id, happened_at, number);
CREATE INDEX ix_audit_event_kind_time ON public.audit_event USING btree (kind, happened_at, number);
CREATE INDEX ix_audit_event_of_failure ON public.audit_event USING btree (kind, happened_at) WHERE (((kind)::text = 'sign_in_failed'::text) AND (address IS NOT NULL));
CREATE INDEX ix_audit_event_operator_time ON public.audit_event USING btree (operator, happened_at, number);
CREATE INDEX ix_audit_event_subject_time ON public.audit_event USING btree (subject, happened_at, number);
CREATE INDEX ix_audit_event_time ON public.audit_event USING btree (happened_at, number);
CREATE INDEX ix_commit_mark_marked_at ON public.commit_mark USING btree (marked_at);
CREATE INDEX ix_consent_account_id ON public.consent USING btree (account_id);
CREATE INDEX ix_consent_expires_at ON public.consent USING btree (expires_at);
CREATE INDEX ix_entry_account_id ON public.entry USING btree (account_id);
CREATE INDEX ix_entry_saved_at ON public.entry USING btree (saved_at);
CREATE INDEX ix_follow_up_answer_id ON public.follow_up USING btree (answer_id);
CREATE INDEX ix_follow_up_by_due ON public.follow_up USING btree (by_state, due_at, moment_id);
CREATE INDEX ix_follow_up_by_id ON public.follow_up USING btree (by_id);
CREATE INDEX ix_follow_up_by_time ON public.follow_up USING btree (by_state, happened_at, moment_id);
CREATE INDEX ix_follow_up_due ON public.follow_up USING btree (is_done, due_at, moment_id);
CREATE INDEX ix_follow_up_kept ON public.follow_up USING btree (due_at, day, done_at);
CREATE INDEX ix_follow_up_time ON public.follow_up USING btree (is_done, happened_at, moment_id);
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
CREATE INDEX ix_parked_client_id_id ON public.parked USING btree (client_id, id);
CREATE INDEX ix_parked_parked_at ON public.parked USING btree (parked_at);
CREATE INDEX ix_parked_reason_id ON public.parked USING btree (reason, id);
CREATE INDEX ix_recovery_code_account_id ON public.recovery_code USING btree (account_id);
CREATE INDEX ix_refresh_token_consent_id ON public.refresh_token USING btree (consent_id);
CREATE INDEX ix_refresh_token_expires_at ON public.refresh_token USING btree (expires_at);
CREATE INDEX ix_relation_archived_id ON public.relation USING btree (archived, id);
CREATE UNIQUE INDEX ix_relation_change_no ON public.relation USING btree (change_no);
CREATE INDEX ix_relation_email_key ON public.relation USING btree (email_key);
CREATE UNIQUE INDEX ix_relation_external_id ON public.relation USING btree (external_id);
CREATE INDEX ix_relation_import_digest ON public.relation_import USING btree (digest);
CREATE INDEX ix_relation_import_range_first_change ON public.relation_import_range USING btree (first_change);
CREATE INDEX ix_relation_merged_into ON public.relation USING btree (merged_into);
CREATE UNIQUE INDEX ix_relation_n ON public.relation USING btree (n);
CREATE INDEX ix_relation_phone_main_key ON public.relation_phone USING btree (main_key, number_key);
CREATE INDEX ix_relation_words ON public.relation USING gin (array_to_tsvector(array_remove(string_to_array(words, ' '::text), ''::text))) WITH (fastupdate='on', gin_pending_list_limit='256');
CREATE INDEX ix_session_account_id ON public.session USING btree (account_id);
CREATE INDEX ix_session_expires_at ON public.session USING btree (expires_at);
CREATE INDEX ix_token_consent ON public.token USING btree (consent_id);
CREATE INDEX ix_token_expires_at ON public.token USING btree (expires_at);
CREATE INDEX ix_upload_account_id ON public.upload USING btree (account_id);
CREATE INDEX ix_upload_uploaded_at ON public.upload USING btree (uploaded_at);
CREATE INDEX ix_withdrawn_withdrawn_at_n ON public.withdrawn USING btree (withdrawn_at, n);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT fk_account_relation_id_relation FOREIGN KEY (relation_id) REFERENCES public.relation(id);
ALTER TABLE ONLY public.account
    ADD CONSTRAINT fk_account_role_role FOREIGN KEY (role) REFERENCES public.role(name);
ALTER TABLE ONLY public.calendar_feed
    ADD CONSTRAINT fk_calendar_feed_account_id_account FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.client_redirect
    ADD CONSTRAINT fk_client_redirect_client_id_client FOREIGN KEY (client_id) REFERENCES public.client(id);
ALTER TABLE ONLY public.consent
    ADD CONSTRAINT fk_consent_account_id_account FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.consent
    ADD CONSTRAINT fk_consent_client_id_client FOREIGN KEY (client_id) REFERENCES public.client(id);
ALTER TABLE ONLY public.entry
    ADD CONSTRAINT fk_entry_account_id_account FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT fk_follow_up_answer_id_moment FOREIGN KEY (answer_id) REFERENCES public.moment(id);
ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT fk_follow_up_by_id_relation FOREIGN KEY (by_id) REFERENCES public.relation(id);
ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT fk_follow_up_client_id_client FOREIGN KEY (client_id) REFERENCES public.client(id);
ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT fk_follow_up_done_client_id_client FOREIGN KEY (done_client_id) REFERENCES public.client(id);
ALTER TABLE ONLY public.follow_up
    ADD CONSTRAINT fk_follow_up_moment_id_moment FOREIGN KEY (moment_id) REFERENCES public.moment(id);
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
ALTER TABLE ONLY public.moment_import
    ADD CONSTRAINT fk_moment_import_account_id_account FOREIGN KEY (account_id) REFERENCES public.account(id);
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
ALTER TABLE ONLY public.relation_import
    ADD CONSTRAINT fk_relation_import_account_id_account FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.relation_import_range
    ADD CONSTRAINT fk_relation_import_range_import_number_relation_import FOREIGN KEY (import_number) REFERENCES public.relation_import(number);
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
ALTER TABLE ONLY public.upload
    ADD CONSTRAINT fk_upload_account_id_account FOREIGN KEY (account_id) REFERENCES public.account(id);
ALTER TABLE ONLY public.upload_piece
    ADD CONSTRAINT fk_upload_piece_upload_id_upload FOREIGN KEY (upload_id) REFERENCES public.upload(id);
ALTER TABLE ONLY public.version
    ADD CONSTRAINT fk_version_client_id_client FOREIGN KEY (client_id) REFERENCES public.client(id);
ALTER TABLE ONLY public.version
    ADD CONSTRAINT fk_version_moment_id_moment FOREIGN KEY (moment_id) REFERENCES public.moment(id);
