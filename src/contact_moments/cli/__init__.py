"""The command line: the operator's way to the domain functions that the API calls too.

`main` is the table of all commands: name, where the command is, and the first sentence of its help. A command's
module is imported when the command runs, so that `--version` and `--help` answer at once.

Results go to stdout (`--json` for scripts), progress and errors to stderr. Exit codes: 0 done, 1 failed, 2 wrong
usage or settings.
"""

from contact_moments.cli.frame import Group, GroupWithDefault, LazyCommand, Program

__all__ = ["main"]

main = Program(
    LazyCommand("serve", "serve:serve", "Serve the API and the pages until it is told to stop (Ctrl-C or SIGTERM)."),
    LazyCommand("health", "health:health", "Ask the running server whether it is ready."),
    LazyCommand("demo", "demo:demo", "Fill an empty register with made-up data."),
    Group(
        "user",
        "Accounts: the people who may sign in.",
        "user list",
        LazyCommand("first-link", "people:first_link_command", "Print an address that makes the first administrator."),
        LazyCommand("add", "people:add", "Add an account, and invite the person to choose a password."),
        LazyCommand("list", "people:list_users", "List the accounts by e-mail address."),
        LazyCommand("disable", "people:disable", "Disable an account."),
        LazyCommand("enable", "people:enable", "Enable an account again."),
        LazyCommand("role", "people:role", "Give an account another role."),
        LazyCommand("email", "people:email", "Change the e-mail address with which somebody signs in."),
        LazyCommand("relation", "people:relation", "Set the relation that a person is."),
        LazyCommand("sign-out", "people:sign_out", "End all sessions of an account."),
        LazyCommand("reset-link", "people:reset_link", "Make a link to choose a new password with."),
    ),
    Group(
        "role",
        "Roles: what the people who sign in may do.",
        "role list",
        LazyCommand("add", "roles:add", "Add a role, or replace what the role with that name allows."),
        LazyCommand("list", "roles:list_roles", "List the roles by name, with what they allow."),
        LazyCommand("remove", "roles:remove", "Remove a role that nobody has."),
        LazyCommand("second-factor", "roles:second_factor", "Have a role ask for a second factor, or not."),
    ),
    Group(
        "client",
        "API clients: the systems that may register and read.",
        "client list",
        LazyCommand("add", "clients:add", "Add a client, and print its id and secret."),
        LazyCommand("list", "clients:list_clients", "List the clients, the oldest first."),
        LazyCommand("change", "client_changes:change", "Change the name of a client, or what it may do."),
        LazyCommand("new-secret", "client_changes:new_secret", "Give a client another secret, and print it."),
        LazyCommand("revoke", "clients:revoke", "Revoke a client."),
        LazyCommand("enable", "client_changes:enable", "Let a client in again that was revoked."),
        LazyCommand("parking", "clients:parking", "Switch parking on or off for a client."),
        LazyCommand(
            "add-redirect", "clients:add_redirect", "Let people's browsers go back to one more address of a client."
        ),
        LazyCommand(
            "remove-redirect",
            "clients:remove_redirect",
            "Send no browser back to an address of a client any more.",
        ),
    ),
    GroupWithDefault(
        "audit",
        "The audit trail: who did what, when and from where.",
        "audit list --kind export",
        LazyCommand("list", "audit:list_events", "Print the audit trail, the oldest event first."),
        LazyCommand(
            "verify", "audit:verify", "Check that no event of the audit trail was altered, removed or cut off."
        ),
    ),
    Group(
        "relation",
        "Relations: the people and organisations that contact moments name.",
        'relation add "Douglas Adams" --id 42',
        LazyCommand("import", "relation_imports:import_relations", "Add and change relations from a CSV file."),
        LazyCommand("imports", "relation_imports:list_imports", "List the imports of relations, the oldest first."),
        LazyCommand("add", "relations:add", "Add one relation."),
        LazyCommand("rename", "relations:rename", "Give a relation another name; the next read shows it."),
        LazyCommand("archive", "relations:archive", "Keep a relation out of new contact moments."),
        LazyCommand("unarchive", "relations:unarchive", "Let an archived relation into new contact moments again."),
        LazyCommand("merge", "relations:merge", "Merge relation ID into relation INTO."),
        LazyCommand("show", "relation_lists:show", "Print a relation."),
        LazyCommand("list", "relation_lists:list_relations", "List all relations by id."),
        LazyCommand(
            "find", "relation_lists:find_relations", "Find relations: who has a telephone number, for example."
        ),
        LazyCommand(
            "export", "relation_lists:export", "Print all relations as a CSV file that `relation import` reads."
        ),
    ),
    Group(
        "tag",
        "Tags: labels for contact moments.",
        "tag list",
        LazyCommand("add", "tags:add", "Add a tag."),
        LazyCommand("rename", "tags:rename", "Give a tag another name; the next read shows it."),
        LazyCommand("remove", "tags:remove", "Remove a tag that no contact moment has or had."),
        LazyCommand("list", "tags:list_tags", "List the tags."),
    ),
    Group(
        "action",
        "Actions: the campaigns or processes behind contact moments.",
        "action list",
        LazyCommand("add", "tags:add_action", "Add an action, or give the one with that code another name."),
        LazyCommand("remove", "tags:remove_action", "Remove an action that no contact moment has or had."),
        LazyCommand("list", "tags:list_actions", "List the actions."),
    ),
    Group(
        "type",
        "Contact moment types: their titles and their own fields.",
        "type list",
        LazyCommand("add", "types:add", "Add a type, or replace the one with its id."),
        LazyCommand("show", "types:show", "Print a type as a file that `type add` reads."),
        LazyCommand("remove", "types:remove", "Remove a type that no contact moment has."),
        LazyCommand("list", "types:list_types", "List the types."),
    ),
    Group(
        "moment",
        "Contact moments: import, export, correct and withdraw them.",
        "moment export > moments.jsonl",
        LazyCommand("import", "moments:import_moments", "Register the contact moments in a file, or undo an import."),
        LazyCommand("imports", "moments:list_imports", "List the imports of contact moments, the oldest first."),
        LazyCommand("export", "moments:export", "Print every contact moment, a JSON object per line."),
        LazyCommand("correct", "moments:correct", "Replace what contact moment ID says by what is in FILE."),
        LazyCommand("follow-ups", "follow_ups:list_follow_ups", "List follow-ups in the order in which they are due."),
        LazyCommand(
            "follow-up",
            "follow_ups:change_follow_up",
            "End the follow-up of contact moment ID, open it again, or remove it.",
        ),
        LazyCommand("withdraw", "moments:withdraw_moments", "Withdraw contact moments for good."),
    ),
    Group(
        "parked",
        "Parked registrations: refused for want of a relation, and kept.",
        "parked list",
        LazyCommand("list", "parked:list_parked", "List what is parked, the oldest first."),
        LazyCommand("release", "parked:release_parked", "Register what is parked."),
        LazyCommand("drop", "parked:drop", "Delete what is parked."),
    ),
    LazyCommand("backup", "backups:backup", "Copy the whole register to FILE or into a folder, while it is in use."),
    LazyCommand("drill", "backups:drill_backup", "Restore a backup on trial, and say whether all is there."),
    LazyCommand("restore", "database:restore", "Replace everything in the register by a backup."),
    LazyCommand("copy", "database:copy", "Copy the whole register into an empty database."),
    LazyCommand("migrate", "migrating:migrate", "Bring the database's schema up to date."),
    LazyCommand("rebuild", "database:rebuild_moments", "Render every contact moment again."),
    LazyCommand("doctor", "database:doctor", "Say what is wrong with the register, and what helps."),
    LazyCommand("selftest", "selftest:selftest", "Test every promise of the storage on an empty register."),
    LazyCommand("settings", "settings:show", "Print the settings in force, secrets masked."),
    LazyCommand(
        "completion", "completion:completion", "Print a script that lets a shell complete commands and options."
    ),
)
