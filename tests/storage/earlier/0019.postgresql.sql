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
	('1c42cce4ae0a5baa7883375df6cc4e8c', 'bob@example.org', 'bob@example.org', 'Bob', 'nl', NULL, 'administrator', NULL, NULL, NULL, 0, 1795958484881871, NULL, 'system', true, NULL),
	('23dcf1a89d43b8e304cf376d395cf2b9', 'eve@example.org', 'eve@example.org', 'Eve', 'en', NULL, 'reader', NULL, NULL, NULL, 0, 1795958484934698, 1795958484964808, 'system', true, NULL),
	('7d1f428778400ba21c8f658d3ce10dfd', 'ada@example.org', 'ada@example.org', 'Ada Lovelace', 'en', 4, 'registrar', '$argon2id$v=19$m=65536,t=3,p=1$ZGV3kYPDC96nU1TZ4j9IDw$vc8u5+tnzsudeHTDfycXoad565vNVJSulnshJR8UNR0', 1795958485032131, NULL, 0, 1795958484782229, NULL, 'system', true, 1795958485032131);
INSERT INTO public.action VALUES
	(17, 'Spring campaign');
INSERT INTO public.alembic_version VALUES
	('0019');
INSERT INTO public.audit_event VALUES
	(1, 1795958481193893, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"done": 0, "lines": 8, "number": 1, "refused": 0}', '\xf02b2f04ed0d1399794f6320efe8b5d6fe7a65ff55c5154e46951fffa0f51e51'),
	(2, 1795958481230008, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"added": 8, "changed": 0, "done": 8, "lines": 8, "number": 1, "refused": 0}', '\x2c911d1e694b90b481d397210544d268c089327bfe4209406ad792cb4ec7a56c'),
	(3, 1795958481307380, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"done": 0, "lines": 1, "number": 2, "refused": 0}', '\xcff27cbc1d225fbdf25f987ca2ca8e54c9bb80cbf88f177c19f84aae8dba475b'),
	(4, 1795958481323680, 'import', NULL, NULL, 'root', NULL, NULL, NULL, 'relations', '{"added": 1, "changed": 0, "done": 1, "lines": 1, "number": 2, "refused": 0}', '\x99bc5fc8211d36ef64b8db3f8368dbe3ccd2dfdc9221c3ef60432bdbaec514ef'),
	(5, 1795958481404804, 'tag_added', NULL, NULL, 'root', NULL, NULL, NULL, '1', '{"name": "complaint"}', '\x8a1242b8cf85ce1528b00ce72efca8838ea712a183b9f359f93f4de781034612'),
	(6, 1795958481435725, 'tag_added', NULL, NULL, 'root', NULL, NULL, NULL, '2', '{"name": "praise"}', '\xd94c122c8efdcd39825eabc48db23c64b38fbe39848b9e44e8e6d6a26aa1184b'),
	(7, 1795958481467743, 'tag_added', NULL, NULL, 'root', NULL, NULL, NULL, '3', '{"name": "question"}', '\x66006f6d358645a9af61ff1aa139fc24ccd13a12c278a11ec8f11654f8237dce'),
	(8, 1795958481516589, 'action_added', NULL, NULL, 'root', NULL, NULL, NULL, '17', '{"name": "Spring campaign"}', '\x470d047f7274ff49890d0c41168d808dfff8db34b9e11fdb5134ede612c06d19'),
	(9, 1795958481565090, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, '72aa07c96a7281719dbade54aad9313a', '{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/add", "contact_moment/details", "contact_moment/edit", "contact_moment/view", "relation/edit", "relation/view"]}', '\x8c199e20f4874c69c52cd6e591c4f1ef84066b9fc099e7ded3de096d849c744d'),
	(10, 1795958481601969, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, 'cf3ee5b09d8a363c5ec781d203cfdea5', '{"people_only": false, "public": false, "redirect_uris": [], "scopes": ["contact_moment/view"]}', '\xc05d10bf4a1c1e562e69c92e67aaddc9b71e4791017a192c6b61ba61308fd885'),
	(11, 1795958481647759, 'client_revoked', NULL, NULL, 'root', NULL, NULL, NULL, 'cf3ee5b09d8a363c5ec781d203cfdea5', '{}', '\x63ad4386df45954c923d2c8534a982d0df791536d108822a0f82a89d185bf737'),
	(12, 1795958481687396, 'client_changed', NULL, NULL, 'root', NULL, NULL, NULL, '72aa07c96a7281719dbade54aad9313a', '{"parking": true}', '\xe9561f6c7f611273ffae2d5908d6abbf99a4b308e0f6382db0d3dff91a262da8'),
	(13, 1795958481800062, 'import', NULL, NULL, 'root', NULL, NULL, NULL, '1', '{"done": 0, "lines": 26}', '\xae1a491ea4205ca15520be809c1b39d1b7467c8f9c080a477e6708311112b452'),
	(14, 1795958481901143, 'import', NULL, NULL, 'root', NULL, NULL, NULL, '2', '{"done": 0, "lines": 1}', '\x6c85c250b8fa1a08a8e80007d9902f0ab308aa47908ae1cd3d88f87e0650f6e8'),
	(15, 1795958481982613, 'import_undone', NULL, NULL, 'root', NULL, NULL, NULL, '2', '{"also_corrected": false}', '\x5211aa35645a57aecf196ab323ff3fe1b1b498b1620d13abced1c35fa5d3533f'),
	(16, 1795958482041186, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 27', '{"count": 1, "ids": [27], "reason": "mistake"}', '\x73a4dd542c1b63f0e2a06ae9f58ce7bc21b2d4df7ca0676cccb1029ea82c38bc'),
	(17, 1795958484818430, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, '7d1f428778400ba21c8f658d3ce10dfd', '{"relation_id": 4, "role": "registrar"}', '\xde5b546f0c2c67113dad8a040036649598129a104f5350221c95c16f25978b79'),
	(18, 1795958484838404, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, '7d1f428778400ba21c8f658d3ce10dfd', '{"purpose": "invite"}', '\x44cd059ab8d00fd387914253ab35d7ff8dc150db652259e35b5dbfe39c7bc560'),
	(19, 1795958484893903, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, '1c42cce4ae0a5baa7883375df6cc4e8c', '{"relation_id": null, "role": "administrator"}', '\x655f2370927e062af5e527918807255adf2ff64adfe1adc4d5512eb8e6a55bc0'),
	(20, 1795958484900655, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, '1c42cce4ae0a5baa7883375df6cc4e8c', '{"purpose": "invite"}', '\x4574e59a90730c875409a4c93abfaefead3a0c8aefe57ab290c6161a4d77cd20'),
	(21, 1795958484941030, 'account_added', NULL, NULL, 'root', NULL, NULL, NULL, '23dcf1a89d43b8e304cf376d395cf2b9', '{"relation_id": null, "role": "reader"}', '\xe483882be3395808a85c4b786c6a86a426b9292cf1d9e9b834bace9cf8e930f7'),
	(22, 1795958484945057, 'link_made', NULL, NULL, 'root', NULL, NULL, NULL, '23dcf1a89d43b8e304cf376d395cf2b9', '{"purpose": "invite"}', '\x1aece8cdb3903ed19bb3dce38b994725d2fd3b5681c72079d0fb7dcdee29e4dc'),
	(23, 1795958484975272, 'account_disabled', NULL, NULL, 'root', NULL, NULL, NULL, '23dcf1a89d43b8e304cf376d395cf2b9', '{"clients": [], "sessions": 0}', '\x84a71f6bc56a040d1968eab475fcf212287935586d278d199005622220d32b30'),
	(24, 1795958485003351, 'role_added', NULL, NULL, 'root', NULL, NULL, NULL, 'auditor', '{"scopes": ["audit/view"], "second_factor": true}', '\x5245320918a98cea3ff97bee4ede463217cd6a076b5307cf16ab233a72a946de'),
	(25, 1795958485363834, 'password', '7d1f428778400ba21c8f658d3ce10dfd', NULL, NULL, '127.0.0.1', '\x4382a50aace92677a806a66b1b07c76d51ebed3ce6387c3f7563e678bf564c52', '\x7651041e3c049804048280cafdb4d666547a59c41d92e814805d6953f5249523', '7d1f428778400ba21c8f658d3ce10dfd', '{"clients": [], "sessions": 0}', '\xa22bbf074aeaebc23b88fe53b6708dddae7d079ce139869c924baaef8b5ebf32'),
	(26, 1795958485363834, 'sign_in', '7d1f428778400ba21c8f658d3ce10dfd', NULL, NULL, '127.0.0.1', '\xa280d23d6532f7f23db74262b10f7924f15f78c7fc9a30c51ad67e003d348206', '\x39f93a974e08cbaeaffeb0e54f7816ec1a1badcbcee40194f4ee98590ab4158f', '7d1f428778400ba21c8f658d3ce10dfd', '{"second_factor": false}', '\xca9164fe3f5adf8796612f643217cd24609f039339c2d1f91beaa996e8a3ce45'),
	(27, 1795958485444512, 'client_added', NULL, NULL, 'root', NULL, NULL, NULL, '4ed8eb82287575dea5fc0156f1c68ca7', '{"people_only": false, "public": false, "redirect_uris": ["https://crm.example.org/signed-in"], "scopes": ["contact_moment/add", "contact_moment/view"]}', '\x0f7f3209d1f859ab0b412822bcb82317de85be1173fa70f2e0f901c31d0cc84a'),
	(28, 1795958485571750, 'consent_given', '7d1f428778400ba21c8f658d3ce10dfd', NULL, NULL, '127.0.0.1', '\xd9ae26b35f83871ea5d07f3617fba55bc37ca2b7e7c54e629d20ee129cf4f286', '\xf8c35ac854a50846a1b5cab67414e2531e4c2f813d554accdef6015b2505f0fe', '4ed8eb82287575dea5fc0156f1c68ca7', '{"scopes": ["contact_moment/add", "contact_moment/view"]}', '\x8da16c02893b0dd09124af4784042e75a39ba098029c16d65de6b6b442d3cb12'),
	(29, 1795958485699807, 'calendar', '7d1f428778400ba21c8f658d3ce10dfd', NULL, NULL, '127.0.0.1', '\x893df997c4ca8eb716f9bb244ddb03e2fbc907f07b041f00afc76ee415ed8a41', '\xad5c97a27afa0d58d842562b2c53f89e754e1c62e219fdcf40f3504443af732f', '7d1f428778400ba21c8f658d3ce10dfd', '{"names": true, "what": "made"}', '\x1a76e45fdd75275a1ca968a01092edcb1bc303800a89ee9d17a8f7360305e766'),
	(30, 1795958486295859, 'tag_renamed', NULL, NULL, 'root', NULL, NULL, NULL, '3', '{"before": "question", "name": "query"}', '\xb77d5dcb255e33962ff89ad198104730de73bbb2060b4d433141b017ebe5d689'),
	(31, 1795958486567441, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 5', '{"count": 1, "ids": [5], "reason": "erasure"}', '\x446777927c1eb3dfca9e86497e9f97c780c722e15bcb10c3fcf23fb9dec1e003'),
	(32, 1795958486683747, 'withdrawal', NULL, NULL, 'root', NULL, NULL, NULL, 'contact moment 6', '{"count": 1, "ids": [6], "reason": "duplicate"}', '\x53e1e89a09201fdad2f6fca44edbd63e0eeb0fbc71d9030790de44733929d41d'),
	(33, 1795958486905749, 'parked_released', NULL, NULL, 'root', NULL, NULL, NULL, 'parked registration 1', '{"contact_moments": [36], "count": 1, "ids": [1]}', '\x04d41c442b131e59f78089adab6e4a3a201ed3a7cbb18d94f1d5bc716fc0cc3e'),
	(34, 1795958486956391, 'parked_dropped', NULL, NULL, 'root', NULL, NULL, NULL, 'parked registration 2', '{"count": 1, "ids": [2]}', '\x8a9921097a16fc68b86f558e37eda52afbb6fe925b92fd347869c354659f4fd4'),
	(35, 1795958487031976, 'type_added', NULL, NULL, 'root', NULL, NULL, NULL, 'ContactMomentOwn', '{"fields": ["room"], "version": "1ccdedcaee890e636e1e6981b4559a4c"}', '\x47a179ab158fde59b651d80cabc0c7e657b700314aa643a5708df4a1aaa6c378'),
	(36, 1795958489631016, 'settings', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '{"port": [52457, 46617]}', '\x2bc64a9ca14f8e40ed4a6438bc355012f9b6c6f0c35582978f58177837296328');
INSERT INTO public.audit_head VALUES
	(1, 36, '\x2bc64a9ca14f8e40ed4a6438bc355012f9b6c6f0c35582978f58177837296328', 0, '\x0000000000000000000000000000000000000000000000000000000000000000', '{"action_codes": "any", "audit_days": 730, "backup_folder": null, "cors_origins": null, "database_url": "postgresql://postgres@/register_6689_18?host=/run/postgresql", "failure_days": 90, "grant_days": 90, "host": "127.0.0.1", "log_format": "auto", "log_level": "error", "mail_from": null, "max_connections": 4000, "organisation_accent": null, "organisation_logo": null, "organisation_name": null, "own_phone_numbers": null, "parked_days": 30, "phone_region": "NL", "pin_workers": true, "port": 46617, "prepared_statements": true, "public_url": null, "session_idle": 60, "session_max": 720, "smtp_url": null, "stop_timeout": 20, "threads": 32, "time_zone": "Europe/Amsterdam", "trusted_proxies": null, "workers": 1}');
INSERT INTO public.calendar_feed VALUES
	('e52471919a08d9a5d971ba92f4774d7fb28a1278d5cf712fc52bb0a2d7da3561', '7d1f428778400ba21c8f658d3ce10dfd', true, 1795958485666045, NULL);
INSERT INTO public.client VALUES
	('cf3ee5b09d8a363c5ec781d203cfdea5', 'Former', '8007e580c458400f88172883e620f7e855021db8190e779ff84e11d4c85c2382', 'contact_moment/view', 1795958481598140, 1795958481633236, false, false, true, NULL),
	('72aa07c96a7281719dbade54aad9313a', 'Follower', '75d5e38a6111105ede42324cf0c8ccd3af6827bd6d2d73e6fc99389340990399', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795958481555923, NULL, true, false, true, 1795958484200970),
	('4ed8eb82287575dea5fc0156f1c68ca7', 'App', '9e30794327f168f477ea543bd75a5fdec82396591fbc435f90ef66d70e7ade25', 'contact_moment/add contact_moment/view', 1795958485422129, NULL, false, false, true, 1795958485636036);
INSERT INTO public.client_redirect VALUES
	('4ed8eb82287575dea5fc0156f1c68ca7', 'https://crm.example.org/signed-in');
INSERT INTO public.commit_mark VALUES
	(4847269062916044808, 1795958481184022),
	(354249040139294810, 1795958481204186),
	(3900202908877979486, 1795958481236484),
	(6295583635545769151, 1795958481299155),
	(2190799739265964682, 1795958481310010),
	(8914704752355129237, 1795958481329644),
	(6650711946758368943, 1795958481358107),
	(4161187038286957206, 1795958481400226),
	(29831361831943959, 1795958481431333),
	(4628910728132081947, 1795958481464756),
	(830577027803475562, 1795958481509508),
	(5827641548996765630, 1795958481556699),
	(3759080538143181865, 1795958481599059),
	(7800473477966420574, 1795958481633799),
	(3414907678628859914, 1795958481684624),
	(4224394009809658441, 1795958481784208),
	(6072870672229857249, 1795958481812242),
	(1098246899375853436, 1795958481895935),
	(4208115679589210566, 1795958481909094),
	(5483770681686619925, 1795958481979229),
	(7024747625553221425, 1795958481998536),
	(5915325588150415977, 1795958483260019),
	(66626563189017316, 1795958484206062),
	(8202198650572821415, 1795958484250853),
	(8137378937802742678, 1795958484287256),
	(7912502770275520421, 1795958484315814),
	(5608378837497079212, 1795958484364222),
	(6089807945137572632, 1795958484386955),
	(5755488335512870375, 1795958484421812),
	(520172495749525572, 1795958484439860),
	(4774981849538361082, 1795958484489816),
	(3882886715217141686, 1795958484512782),
	(3399022351292012640, 1795958484541501),
	(3437658650307051632, 1795958484565040),
	(1005601174100814994, 1795958484599980),
	(5291338772837981519, 1795958484624174),
	(7591850452006653249, 1795958484683504),
	(5586464753691149830, 1795958484782954),
	(3100078305298327382, 1795958484820801),
	(4121048146627991370, 1795958484884203),
	(6484466067006961059, 1795958484898348),
	(1981553448781187866, 1795958484935337),
	(3425018977549270514, 1795958484942830),
	(6696888473187709287, 1795958484965368),
	(641185102900772317, 1795958485000675),
	(2867943134516272203, 1795958485334668),
	(4916675851075939122, 1795958485432225),
	(6977120234289186679, 1795958485542359),
	(4852184754239707662, 1795958485609543),
	(115607100188209548, 1795958485643972);
INSERT INTO public.commit_mark VALUES
	(1201061311381927827, 1795958485671909),
	(3620591901667581597, 1795958485750590),
	(4723108940840794744, 1795958485776452),
	(9097605185616380566, 1795958485794214),
	(3595233979569027732, 1795958486004072),
	(1898161801952480083, 1795958486039961),
	(450731841652224856, 1795958486096572),
	(7354591876138782434, 1795958486130449),
	(2162547883777440886, 1795958486153225),
	(2940241661395699428, 1795958486198664),
	(4211884695935455159, 1795958486272849),
	(4671601858982023479, 1795958486400384),
	(7618479741112757847, 1795958486520841),
	(788270737833531890, 1795958486536835),
	(1108949713016583085, 1795958486626381),
	(3610957048448536009, 1795958486638593),
	(3646947419217736611, 1795958486767437),
	(4888051033786815177, 1795958486872251),
	(2305893739590872555, 1795958486880770),
	(3598904347757844045, 1795958486948442),
	(9196209753771883573, 1795958486954690),
	(6780550655185619543, 1795958487012089),
	(4389628273710392564, 1795958488315933),
	(4545844701477702183, 1795958489436523),
	(8411975069655215529, 1795958489452067),
	(8864857642515284845, 1795958489526301),
	(3777459730144691330, 1795958489582702),
	(5417302294142755462, 1795958489622184);
INSERT INTO public.consent VALUES
	('9c7e5350d57b1b1ee4f2fa654c95af9f', '4ed8eb82287575dea5fc0156f1c68ca7', '7d1f428778400ba21c8f658d3ce10dfd', 'contact_moment/add contact_moment/view', 1795958485534640, 1803734485534640, NULL);
INSERT INTO public.entry VALUES
	('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '7d1f428778400ba21c8f658d3ce10dfd', 1, '{"subject": "Not yet saved"}', 1795958485748848);
INSERT INTO public.first_run VALUES
	('4a5301282bf5501df4d718f44f7770fef026ec165f95f9b548280b0ec1e766e3', 1795962088309684);
INSERT INTO public.follow_up VALUES
	(34, 2053810800000000, '2035-01-31', NULL, 'Call back', 1795958484490489, '72aa07c96a7281719dbade54aad9313a', NULL, NULL, NULL, NULL, NULL, NULL, NULL, false, 0, 1795958484488678);
INSERT INTO public.idempotency_key VALUES
	('\xaa4184f87b3378586d58ebd36b379e4ed5b513cfa1de2bfd266c7625f3afeea6', '\xdf1e30704d7d1c66e0a3ad8f6db846a7284c126edca77f9ec7878e6ac2ab0077', 35, 1795958484515884);
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
	('examination', 1795958485773883, NULL, 1795958489509966, 1795958489509966, 0, 0, NULL, NULL);
INSERT INTO public.left_link VALUES
	(1, 11, 27, 1795958481999140),
	(2, 19, 27, 1795958481999140),
	(8, 27, 27, 1795958481999140),
	(3, 1, 2, 1795958486403245),
	(8, 2, 2, 1795958486403245),
	(2, 4, 5, 1795958486537383),
	(3, 3, 5, 1795958486537383),
	(8, 5, 5, 1795958486537383),
	(3, 4, 6, 1795958486651940),
	(4, 2, 6, 1795958486651940),
	(8, 6, 6, 1795958486651940);
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
	(1, 12, 28, 1795958484249885),
	(2, 20, 28, 1795958484249885),
	(1, 13, 29, 1593637200000000),
	(2, 21, 29, 1593637200000000),
	(9, 1, 29, 1593637200000000),
	(1, 14, 30, 1795958484313049),
	(2, 22, 30, 1795958484313049),
	(2, 23, 31, 1795958484372238),
	(10, 1, 31, 1795958484372238),
	(2, 24, 32, 1795958484420726),
	(1, 15, 33, 1795958484435499),
	(1, 16, 34, 1795958484488678),
	(2, 25, 34, 1795958484488678),
	(1, 17, 35, 1795958484505558),
	(2, 26, 35, 1795958484505558),
	(7, 1, 32, 1795958484420726),
	(7, 2, 33, 1795958484435499),
	(4, 9, 2, 1549875600000000),
	(2, 27, 36, 1795958484567476),
	(4242, 1, 36, 1795958484567476);
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
	(28, 29, 1, 'ContactMomentPhone', 1, 1795958484249885, 17, 2, '{"id":28,"subject":"Call 1 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:21:24","action":17,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '72aa07c96a7281719dbade54aad9313a', 'api'),
	(29, 30, 1, 'ContactMomentPhone', 1, 1593637200000000, NULL, 0, '{"id":29,"subject":"Call 2 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2020-07-01T23:00:00","action":null,"tags":', ',"recipients":[2,9]}', '2020-07-01', 63, 20, NULL, '72aa07c96a7281719dbade54aad9313a', 'api'),
	(30, 31, 1, 'ContactMomentPhone', 1, 1795958484313049, NULL, 0, '{"id":30,"subject":"Call 3 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:21:24","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, 'ticket-3', '72aa07c96a7281719dbade54aad9313a', 'api'),
	(31, 32, 1, 'ContactMomentPhone', 10, 1795958484372238, NULL, 0, '{"id":31,"subject":"Call 4 \"quoted\" ☎","senderId":10,"sender":"Added","type":"ContactMomentPhone","dateTime":"2026-11-29T14:21:24","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 64, 7, NULL, '72aa07c96a7281719dbade54aad9313a', 'api'),
	(34, 35, 1, 'ContactMomentPhone', 1, 1795958484488678, NULL, 0, '{"id":34,"subject":"Call 7 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:21:24","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '72aa07c96a7281719dbade54aad9313a', 'api'),
	(35, 36, 1, 'ContactMomentPhone', 1, 1795958484505558, NULL, 0, '{"id":35,"subject":"Call 8 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:21:24","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '72aa07c96a7281719dbade54aad9313a', 'api'),
	(3, 3, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":3,"subject":"Imported 2 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 70, 13, NULL, NULL, 'import'),
	(12, 12, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":12,"subject":"Imported 11 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 72, 13, NULL, NULL, 'import'),
	(21, 21, 1, 'ContactMomentVisit', 3, 1552294800000000, NULL, 0, '{"id":21,"subject":"Imported 20 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-03-11T10:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-03-11', 72, 13, NULL, NULL, 'import'),
	(15, 15, 1, 'ContactMomentVisit', 3, 1560243600000000, NULL, 0, '{"id":15,"subject":"Imported 14 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-06-11', 72, 13, NULL, NULL, 'import'),
	(24, 24, 1, 'ContactMomentVisit', 3, 1560243600000000, NULL, 0, '{"id":24,"subject":"Imported 23 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-06-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-06-11', 72, 13, NULL, NULL, 'import'),
	(9, 9, 1, 'ContactMomentVisit', 3, 1568192400000000, NULL, 0, '{"id":9,"subject":"Imported 8 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-09-11', 70, 13, NULL, NULL, 'import'),
	(18, 18, 1, 'ContactMomentVisit', 3, 1568192400000000, NULL, 0, '{"id":18,"subject":"Imported 17 about membership","senderId":3,"sender":"Renamed Ærø","type":"ContactMomentVisit","dateTime":"2019-09-11T11:00:00","action":null,"tags":', ',"recipients":[4,8]}', '2019-09-11', 72, 13, NULL, NULL, 'import'),
	(32, 37, 1, 'ContactMomentPhone', 7, 1795958484420726, NULL, 0, '{"id":32,"subject":"Call 5 \"quoted\" ☎","senderId":7,"sender":"Relation 7 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:21:24","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 63, 20, NULL, '72aa07c96a7281719dbade54aad9313a', 'api'),
	(33, 38, 1, 'ContactMomentPhone', 1, 1795958484435499, NULL, 0, '{"id":33,"subject":"Call 6 \"quoted\" ☎","senderId":1,"sender":"Relation 1 Ålesund","type":"ContactMomentPhone","dateTime":"2026-11-29T14:21:24","action":null,"tags":', ',"recipients":[7]}', '2026-11-29', 63, 20, NULL, '72aa07c96a7281719dbade54aad9313a', 'api'),
	(36, 42, 1, 'ContactMomentPhone', 4242, 1795958484567476, NULL, 0, '{"id":36,"subject":"Call 9 \"quoted\" ☎","senderId":4242,"sender":"Late","type":"ContactMomentPhone","dateTime":"2026-11-29T14:21:24","action":null,"tags":', ',"recipients":[2]}', '2026-11-29', 66, 6, NULL, '72aa07c96a7281719dbade54aad9313a', 'api');
INSERT INTO public.moment_import VALUES
	(1, 'af238f18aafe30e4ef6170b570e50d3661261481034b3e2d3f23e840d22400a7', 'history.jsonl', 1795958481785433, 26, 26, 26, 'complete', NULL, 'root'),
	(2, NULL, 'wrong.jsonl', 1795958481896731, 1, 1, 1, 'undone', NULL, 'root');
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
	(28, ' =1 @2  call 1 quoted  _asked _and _answered ', 1795958484249885),
	(29, ' =1 @2 @9  call 2 quoted  _asked _and _answered ', 1593637200000000),
	(30, ' =1 @2  call 3 quoted  _ticket _3  _asked _and _answered ', 1795958484313049),
	(31, ' =10 @2  call 4 quoted  _asked _and _answered ', 1795958484372238),
	(32, ' =6 @2  call 5 quoted  _asked _and _answered ', 1795958484420726),
	(33, ' =1 @6  call 6 quoted  _asked _and _answered ', 1795958484435499),
	(34, ' =1 @2  call 7 quoted  _asked _and _answered ', 1795958484488678),
	(35, ' =1 @2  call 8 quoted  _asked _and _answered ', 1795958484505558),
	(2, ' =2 @4  corrected ', 1549875600000000),
	(36, ' =4242 @2  call 9 quoted  _asked _and _answered ', 1795958484567476);
INSERT INTO public.moment_type VALUES
	('ContactMomentPhone', 'Telephone call', true, 1, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was said during the call","type":"string"},"direction":{"title":"Direction","description":"Who called whom: in, if they called us","examples":["in","out"]},"outcome":{"title":"Outcome","description":"How the call ended","examples":["spoke","no answer","voicemail","called back"]},"durationMinutes":{"title":"Duration in minutes","description":"How long the call took","examples":[5,15]}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentVisit', 'Visit', true, 2, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What was discussed","type":"string"},"location":{"title":"Location","description":"Where the visit took place","type":"string","maxLength":255}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentLetter', 'Letter', true, 3, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"What the letter says, or a summary of it","type":"string"}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentEmail', 'E-mail', false, 4, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the message","type":"string"},"messageId":{"title":"Message ID","description":"The Message-ID of the e-mail (RFC 5322)","type":"string","maxLength":998}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentNote', 'Note', true, 5, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"contents":{"title":"Contents","description":"The text of the note","type":"string"}},"required":["subject","senderId","recipients"]}'),
	('ContactMomentOwn', 'Own', true, 6, '{"$schema":"http://json-schema.org/draft-07/schema#","title":"Contact moment","type":"object","properties":{"contactMomentId":{"title":"Contact moment ID","description":"The unique ID for the contact moment","type":"integer"},"subject":{"title":"Subject","description":"What the contact moment was about","type":"string"},"dateTime":{"title":"Date and time","description":"yyyy-mm-dd hh:mm:ss","type":"string"},"senderId":{"title":"Sender ID","description":"The Procurios ID of the relation that initiated contact","type":"integer"},"recipients":{"title":"Recipient","description":"The Procurios IDs of the relations that were contacted","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"integer"}},"action_code":{"title":"Entered via action","type":"integer"},"reference":{"title":"A reference for this contact moment in the calling system.","type":"string","maxLength":255},"tagIds":{"title":"Tag Ids","description":"The ids of the labels attached to the contact moment for extra information","type":"array","minItems":0,"uniqueItems":true,"items":{"type":"integer"}},"room":{"type":"string","title":"Room"}},"required":["subject","senderId","recipients"]}');
INSERT INTO public.numbering VALUES
	('relation', 0, 0, -1, NULL, 0, 0, 0, 0, 0),
	('whole', 1795958489000000, 0, -1, NULL, 0, 0, 0, 0, 0);
INSERT INTO public.oauth_code VALUES
	('961876005232aeabcbc9b3b0849be28af38f287473546830017884fb33cbe1ea', '9c7e5350d57b1b1ee4f2fa654c95af9f', 'https://crm.example.org/signed-in', 'GHioL4N55Cp0SmFl-EjJ3zBaibceXNwINv7JJqcQGes', 1795958545534640, 1795958485604037);
INSERT INTO public.one_time_link VALUES
	('82be22c77ede0df606d08af67f440ac498563a5048e963b341294d69acd52ae3', '1c42cce4ae0a5baa7883375df6cc4e8c', 'invite', 1796044884895169);
INSERT INTO public.parked VALUES
	(3, '72aa07c96a7281719dbade54aad9313a', '\x52d9b00d31d699778885bf99c38db8a74029ed9b0e00326df928ef0cda367112', '\x52d9b00d31d699778885bf99c38db8a74029ed9b0e00326df928ef0cda367112', NULL, 'ContactMomentPhone', '{"subject":"Call 9 \"quoted\" ☎","senderId":4444,"recipients":[2],"contents":"Asked\nand answered"}', 'sender_not_available', 1795958484639950, 1, NULL);
INSERT INTO public.refresh_token VALUES
	('b52624ee846d63a12885dfadf6b01cb480458a4ebf57b7386655b14e20e872e3', '9c7e5350d57b1b1ee4f2fa654c95af9f', 1798550485636036, NULL);
INSERT INTO public.register VALUES
	(1, 36, 42, 1795958486, 7, '1 Europe/Amsterdam b10f9542a850', 1795958489, 3, false, 12, 15, 1795958486289851, '1 NL', 0, 0, 0);
INSERT INTO public.registration_key VALUES
	('\xc770a3cbb012600d783c9d94d052eb2a8e20956418fe98b3407dd742ef4401a0', 30);
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
	(1, '063061a513349231ff7b78cfeeed9903eb470ed0f0b10bdcaf4f34d1db8c49e5', 'relations.csv', 1795958481186144, NULL, 'root', 8, 8, 8, 8, 0, 0, 'complete'),
	(2, '1a0f52aedd6b31b0faaf6ab8798ac1deeb87c0273b8212e6dc07a9999e16c413', 'contact.csv', 1795958481304350, NULL, 'root', 1, 1, 9, 1, 0, 0, 'complete');
INSERT INTO public.relation_import_range VALUES
	(1, 1, 8, 1),
	(2, 9, 9, 9);
INSERT INTO public.relation_phone VALUES
	(9, '020 123 45 67 ext. 9', '+31201234567;ext=9', '+31201234567'),
	(9, '06-12345678', '+31612345678', '+31612345678');
INSERT INTO public.relation_tick VALUES
	(1795958481, 1),
	(1795958484, 11),
	(1795958486, 12);
INSERT INTO public.role VALUES
	('reader', 'contact_moment/details contact_moment/view relation/view', false, true),
	('registrar', 'contact_moment/add contact_moment/details contact_moment/view relation/view', false, true),
	('editor', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/export contact_moment/view contact_moment/withdraw parked/edit relation/edit relation/view', false, true),
	('administrator', 'account/edit audit/view catalogue/edit client/edit contact_moment/add contact_moment/details contact_moment/edit contact_moment/export contact_moment/view contact_moment/withdraw import/edit parked/edit register/view relation/edit relation/view', true, true),
	('privacy officer', 'audit/view contact_moment/details contact_moment/export contact_moment/view contact_moment/withdraw relation/view', true, true),
	('auditor', 'audit/view', true, false);
INSERT INTO public.session VALUES
	('52b6bda689d8c2c9445f95d0a30638ad614a7c0ffef0b525700d4696e125524c', '539442afe5c1d76f3510c9af838fcfcb', '7d1f428778400ba21c8f658d3ce10dfd', 'full', 0, 1795958485032131, 1795958485032131, 1795962085032131, '127.0.0.1', 'python-requests/2.34.2', NULL);
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
	(1795958481, 1),
	(1795958484, 29),
	(1795958486, 37);
INSERT INTO public.token VALUES
	('57168a80985620882a82871c22abc8c18dc2d895da64003797834a00896b1d5a', '72aa07c96a7281719dbade54aad9313a', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795962084200970, NULL),
	('9f4e1216ca2be51252cbdb459e371b402b382370b46182097ed07c1a05afc2c4', '4ed8eb82287575dea5fc0156f1c68ca7', 'contact_moment/add contact_moment/view', 1795962085636036, '9c7e5350d57b1b1ee4f2fa654c95af9f'),
	('5e921334687e9dc7752e933f457eac4d6b550458aa23d8340323452d8d7a7f8e', '72aa07c96a7281719dbade54aad9313a', 'contact_moment/add contact_moment/details contact_moment/edit contact_moment/view relation/edit relation/view', 1795962089430089, NULL);
INSERT INTO public.upload VALUES
	('f29815b5a663b0bc23d579cf74f963c0', '7d1f428778400ba21c8f658d3ce10dfd', 'relations', 'waiting.csv', 19, 1795958485793431, '{"encoding":"utf-8","headings":{},"places":null,"separator":""}', 'waiting', NULL, NULL);
INSERT INTO public.upload_piece VALUES
	('f29815b5a663b0bc23d579cf74f963c0', 0, '\x69642c6e616d650a37372c57616974696e670a');
INSERT INTO public.version VALUES
	(1, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 0 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(2, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 1 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(3, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 2 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(4, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 3 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(7, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 6 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(8, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 7 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(9, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 8 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(10, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 9 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(11, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 10 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(12, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 11 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(13, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 12 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(14, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 13 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(15, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 14 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(16, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 15 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(17, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-08-11T10:00:00+01:00","subject":"Imported 16 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(18, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-09-11T10:00:00+01:00","subject":"Imported 17 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(19, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-01-11T10:00:00+01:00","subject":"Imported 18 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(20, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Imported 19 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(21, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-03-11T10:00:00+01:00","subject":"Imported 20 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(22, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-04-11T10:00:00+01:00","subject":"Imported 21 about membership","senderId":1,"recipients":[2,8]}', NULL, NULL),
	(23, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-05-11T10:00:00+01:00","subject":"Imported 22 about membership","senderId":2,"recipients":[3,8]}', NULL, NULL),
	(24, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-06-11T10:00:00+01:00","subject":"Imported 23 about membership","senderId":3,"recipients":[4,8]}', NULL, NULL),
	(25, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}', NULL, NULL),
	(26, 1, 1795958481812807, NULL, 'import', '{"dateTime":"2019-07-11T10:00:00+01:00","subject":"Imported 24 about membership","senderId":1,"recipients":[2,8],"tagIds":[1,3],"reference":"letter-1"}', NULL, NULL),
	(28, 1, 1795958484251397, '72aa07c96a7281719dbade54aad9313a', 'api', '{"dateTime":"2026-11-29T13:21:24.249885Z","subject":"Call 1 \"quoted\" ☎","senderId":1,"recipients":[2],"action_code":17,"tagIds":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(29, 1, 1795958484288930, '72aa07c96a7281719dbade54aad9313a', 'api', '{"dateTime":"2020-07-01T21:00:00Z","subject":"Call 2 \"quoted\" ☎","senderId":1,"recipients":[2,9],"contents":"Asked\nand answered"}', NULL, NULL),
	(30, 1, 1795958484318976, '72aa07c96a7281719dbade54aad9313a', 'api', '{"dateTime":"2026-11-29T13:21:24.313049Z","subject":"Call 3 \"quoted\" ☎","senderId":1,"recipients":[2],"reference":"ticket-3","contents":"Asked\nand answered"}', NULL, NULL),
	(31, 1, 1795958484389179, '72aa07c96a7281719dbade54aad9313a', 'api', '{"dateTime":"2026-11-29T13:21:24.372238Z","subject":"Call 4 \"quoted\" ☎","senderId":10,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(32, 1, 1795958484422666, '72aa07c96a7281719dbade54aad9313a', 'api', '{"dateTime":"2026-11-29T13:21:24.420726Z","subject":"Call 5 \"quoted\" ☎","senderId":6,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(33, 1, 1795958484446253, '72aa07c96a7281719dbade54aad9313a', 'api', '{"dateTime":"2026-11-29T13:21:24.435499Z","subject":"Call 6 \"quoted\" ☎","senderId":1,"recipients":[6],"contents":"Asked\nand answered"}', NULL, NULL),
	(34, 1, 1795958484490489, '72aa07c96a7281719dbade54aad9313a', 'api', '{"dateTime":"2026-11-29T13:21:24.488678Z","subject":"Call 7 \"quoted\" ☎","senderId":1,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(35, 1, 1795958484515884, '72aa07c96a7281719dbade54aad9313a', 'api', '{"dateTime":"2026-11-29T13:21:24.505558Z","subject":"Call 8 \"quoted\" ☎","senderId":1,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL),
	(2, 2, 1795958486403245, NULL, 'command', '{"dateTime":"2019-02-11T10:00:00+01:00","subject":"Corrected","senderId":2,"recipients":[4]}', 'Ada', NULL),
	(36, 1, 1795958486881211, '72aa07c96a7281719dbade54aad9313a', 'api', '{"dateTime":"2026-11-29T13:21:24.567476Z","subject":"Call 9 \"quoted\" ☎","senderId":4242,"recipients":[2],"contents":"Asked\nand answered"}', NULL, NULL);
INSERT INTO public.withdrawn VALUES
	(27, 1, 28, 1795958481999140, 'mistake', 'root'),
	(5, 2, 40, 1795958486537383, 'erasure', 'root'),
	(6, 3, 41, 1795958486651940, 'duplicate', 'root');
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
