"""Every variable of the environment: what it is when not set, and what it does."""

from typing import Final, NamedTuple

from asbreview.settings_of_sending import (
    HOST_OF_NOTIFY,
)


class Setting(NamedTuple):
    """A setting: the variable, what it is when it is not set, and what it does."""

    variable: str
    default: str
    says: str


SETTINGS: Final = (
    Setting("ASBREVIEW_DATA", "var/data", "The folder in which everything is kept."),
    Setting(
        "ASBREVIEW_KEYS",
        "the file `kek` in the data folder",
        "The file with the key-encryption key, readable by its owner alone. Keep it,"
        " and its backup, apart from the data.",
    ),
    Setting(
        "ASBREVIEW_LEDGER_FOLDER",
        "the folder `ledger` in the data folder",
        "The folder that signed heads of the ledger are added to. Let it lie elsewhere,"
        " best with another body: who can change the data must not be able to change"
        " it.",
    ),
    Setting(
        "ASBREVIEW_LEDGER_KEY",
        "the file `ledger-key` beside the key file",
        "The file with the key that signs the ledger's heads, made with the first one.",
    ),
    Setting(
        "ASBREVIEW_LEDGER_COSIGNERS",
        "none: nobody else signs",
        "The public keys, with commas between them, of bodies that check the ledger by"
        " themselves and sign its heads as well.",
    ),
    Setting(
        "ASBREVIEW_LEDGER_MAIL",
        "none: heads are sent to nobody",
        "The email addresses, with commas between them, of bodies that are sent each"
        " new head of the ledger, to keep. It needs a mail server.",
    ),
    Setting(
        "ASBREVIEW_LEDGER_TSA",
        "none: nobody stamps heads",
        "The address of a time stamping authority (RFC 3161), which is given a hash of"
        " each new head of the ledger and says when it was there.",
    ),
    Setting(
        "ASBREVIEW_LEDGER_TSA_ROOTS",
        "none",
        "A PEM file with the root certificates of that authority, as it publishes them:"
        " by these its stamps are checked.",
    ),
    Setting(
        "ASBREVIEW_DATABASE_URL",
        "none: SQLite files in the data folder",
        "The PostgreSQL database of events, office and views, for several processes:"
        " postgresql://user:password@host:5432/asbreview",
    ),
    Setting(
        "ASBREVIEW_KEYS_DATABASE_URL",
        "the same server, the database's name with `_keys` added",
        "The PostgreSQL database of data keys; better on a server of its own.",
    ),
    Setting(
        "ASBREVIEW_SECRET",
        "none: it must be set, except in a demonstration",
        "At least 32 characters that nobody can guess; they bind forms to sessions.",
    ),
    Setting(
        "ASBREVIEW_PROCEDURE",
        "east-cambridgeshire",
        "The review procedure that applications are received under: the name of a"
        " shipped one, or the path of a TOML file. Later versions of it are adopted in"
        " the pages.",
    ),
    Setting(
        "ASBREVIEW_OTHER_PROCEDURES",
        "none: one partnership alone",
        "The other review procedures that cases of this installation are under, as for"
        " ASBREVIEW_PROCEDURE, with commas between them: one for each further"
        " partnership.",
    ),
    Setting(
        "ASBREVIEW_SECOND_FACTOR",
        "caseworker,lead,administrator: whoever reaches far or may erase; in a"
        " demonstration nobody",
        "The roles, with commas between them, that have to have a second factor; `none`"
        " if no role has to. Anybody may add one.",
    ),
    Setting(
        "ASBREVIEW_ASK_AGAIN",
        "15",
        "Before what reaches far or cannot be undone, the password or the code is asked"
        " for again if it was last shown so many minutes ago.",
    ),
    Setting(
        "ASBREVIEW_OIDC_ISSUER",
        "none: everybody signs in with a password",
        "The issuer of a council's identity provider (OpenID Connect), as its "
        "discovery document has it: https://login.example. It is told to send people "
        "back to ASBREVIEW_PAGES_AT with /sign-in/provider/back.",
    ),
    Setting(
        "ASBREVIEW_OIDC_CLIENT_ID",
        "none: it must be set where the issuer is",
        "The id that the provider gave to this installation.",
    ),
    Setting(
        "ASBREVIEW_OIDC_CLIENT_SECRET",
        "none: it must be set where the issuer is",
        "The secret that it gave with it.",
    ),
    Setting(
        "ASBREVIEW_OIDC_NAME",
        "your organisation",
        "What the provider is called on the page to sign in.",
    ),
    Setting(
        "ASBREVIEW_OIDC_BY_EMAIL",
        "no",
        "`yes` where an account may be linked, once, by an email address that the "
        "provider says is verified. Otherwise an administrator links each.",
    ),
    Setting(
        "ASBREVIEW_OIDC_SECOND_FACTOR",
        "none: the provider's word stands for the password alone",
        "The values of `amr` or `acr`, with commas between them, that stand for a "
        "second factor: mfa",
    ),
    Setting("ASBREVIEW_ADDRESS", "127.0.0.1", "The address the pages are served on."),
    Setting("PORT", "8000", "The port the pages are served on."),
    Setting(
        "ASBREVIEW_METRICS_PORT",
        "none: no figures are served",
        "The port on which figures for a Prometheus server are served.",
    ),
    Setting(
        "ASBREVIEW_METRICS_ADDRESS",
        "127.0.0.1",
        "The address on which those figures are served. They ask nobody who they are:"
        " name only one that the Prometheus server alone can reach.",
    ),
    Setting(
        "ASBREVIEW_HOSTS",
        "127.0.0.1,localhost",
        "The names, with commas between them, that browsers may call the server by.",
    ),
    Setting(
        "ASBREVIEW_HTTPS",
        "no",
        "`yes` where a proxy serves the pages over HTTPS: browsers are then told to"
        " use nothing else.",
    ),
    Setting(
        "ASBREVIEW_PAGES_AT",
        "https:// and the first of ASBREVIEW_HOSTS; where ASBREVIEW_HTTPS is not"
        " `yes`, http://, ASBREVIEW_ADDRESS and PORT",
        "The address of the pages, as letters print it for applicants to follow their"
        " case at, and links to bodies begin with: https://reviews.example",
    ),
    Setting(
        "ASBREVIEW_PROXIES",
        "none: whoever connects is whoever asks",
        "The network addresses, with commas between them, of proxies that are believed"
        " when they say, in `X-Forwarded-For`, for whom they ask.",
    ),
    Setting(
        "ASBREVIEW_SENDER",
        "none: it must be set where ASBREVIEW_SMTP_URL is",
        "From whom letters by email come, as readers see it:"
        " East Council <letters@east.example>",
    ),
    Setting(
        "ASBREVIEW_SMTP_URL",
        "none: no letter goes by email",
        "The mail server: smtp://user:password@host:587 (STARTTLS),"
        " smtps://user:password@host:465, or smtp+unencrypted://host:25 for one that is"
        " trusted with everything in the clear.",
    ),
    Setting(
        "ASBREVIEW_NOTIFY_KEY",
        "none: GOV.UK Notify is not used",
        "An API key of GOV.UK Notify.",
    ),
    Setting(
        "ASBREVIEW_NOTIFY_TEMPLATE",
        "none: Notify sends no email",
        "The id of the Notify template that letters by email are put into.",
    ),
    Setting(
        "ASBREVIEW_NOTIFY_LETTERS",
        "no",
        "`yes` where Notify prints and posts letters; else they go to the print queue.",
    ),
    Setting(
        "ASBREVIEW_NOTIFY_RECEIPTS",
        "none: Notify is asked every ten minutes, and tells nothing by itself",
        "The bearer token, of at least 32 characters, with which Notify tells at"
        " /notify/receipts what became of a letter.",
    ),
    Setting(
        "ASBREVIEW_NOTIFY_URL",
        HOST_OF_NOTIFY,
        "The address of Notify, for whoever tries things out on another.",
    ),
    Setting(
        "ASBREVIEW_LARGEST_FILE",
        "25",
        "How many megabytes a file given as evidence may have, up to 90. A proxy before"
        " the pages has to let more through, or it answers in their place.",
    ),
    Setting(
        "ASBREVIEW_FILES_OF_A_CASE",
        "250",
        "How many megabytes all files of a case may have.",
    ),
    Setting(
        "ASBREVIEW_SCANNER",
        "none: files are marked as not scanned",
        "The virus scanner, ClamAV's daemon: tcp://host:3310, or"
        " unix:///run/clamav/clamd.ctl. Let its StreamMaxLength, MaxFileSize and"
        " MaxScanSize be larger than the largest file. It is given a test file of that"
        " size once a day; where it does not find it, the log says so and nothing that"
        " it calls clean counts. With AlertExceedsMax it also tells of a packed file"
        " that it looked into only in part: that is then not scanned.",
    ),
    Setting(
        "ASBREVIEW_PACK_MINUTES",
        "10",
        "How many minutes the laying out of a pack with 40 pages of files or more may"
        " take, up to 120. After them it is given up, and whoever asked for the pack is"
        " told so.",
    ),
)
