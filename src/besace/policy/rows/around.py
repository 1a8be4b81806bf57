"""Ours, around the room: pages of groups, cycles, programmes and accounts, what each asks, and letters."""

from besace.policy.row import Row, Whose

ALL = "V K W M C A X F O S B @any"
ACCOUNTS = "K M C A X F O S @any"

ROWS = (
    Row(
        "The house",
        "read",
        ALL,
        ours=True,
        pages="open: welcome sheet sheet-pdf terms more privacy help help-leaf help-step language demo reports practice"
        " watch worker manifest offline api-description",
        papers="sheet",
    ),
    Row(
        "A practice",
        "play, look back on",
        "M C F @any",
        ours=True,
        whose=Whose.OWN,
        why="in a made-up room alone: in any other there is no such page",
        pages="seated: practice-debrief practice-note practice-do",
    ),
    Row("A code or a link", "try", ALL, ours=True, pages="by_link: join invited"),
    Row("Letters", "fewer, by the link in each", ALL, ours=True, pages="by_link: letters-fewer"),
    Row(
        "Account",
        "come in, go out",
        ALL,
        ours=True,
        pages="open: account_login account_code account_logout account_passkey account_key key-options"
        " openid_connect_login openid_connect_callback",
    ),
    Row(
        "Own account",
        "read, change",
        ACCOUNTS,
        ours=True,
        whose=Whose.OWN,
        pages="signed_in: home account_new account_again key-first key-add key-add-options key-change settings"
        " sign-out-there claims claim claim-take address address-code change-feed card-back"
        " seat-give-up notebooks; bearer: api-me api-groups api-rooms",
    ),
    Row(
        "Own account",
        "take all along, close",
        ACCOUNTS,
        ours=True,
        whose=Whose.OWN,
        pages="signed_in: my-data my-data-json my-data-md my-data-pdf close-account",
    ),
    Row(
        "Access for programs",
        "give, withdraw",
        ACCOUNTS,
        ours=True,
        whose=Whose.OWN,
        why="a program may what its person may by the same rows, and no more than the scopes she gave it",
        pages="signed_in: programs program-withdraw",
    ),
    Row("A group, a programme", "open", ACCOUNTS, ours=True, pages="keyed: group-new programme-new"),
    Row(
        "Terms and ties",
        "accept, name",
        "M A C F @P–E",
        ours=True,
        whose=Whose.OWN,
        pages="belonging: join-group join-ties",
    ),
    Row("A tie", "read", "F @P–E", ours=True, why="of whom it names, and of nobody else (G3)"),
    Row("A group", "edit", "F @P–E", ours=True, pages="facilitating: group-edit take-in close-cycle"),
    Row(
        "Own attendance",
        "let the organiser see",
        "M C A @P–E",
        ours=True,
        whose=Whose.OWN,
        pages="belonging: consent",
    ),
    Row("A group", "leave", "M A C F @P–E", ours=True, whose=Whose.OWN, pages="belonging: own-leave"),
    Row("Times of keeping", "choose", "F @P–E", ours=True, pages="facilitating: keeping"),
    Row(
        "What is kept, and until when",
        "read",
        "M A C X F @P–E",
        ours=True,
        whose=Whose.OWN,
        pages="owning: kept",
    ),
    Row("Dates", "lay, ask for", "F @P–E", ours=True, pages="facilitating: dates poll-new poll-dates"),
    Row(
        "Webhooks",
        "make, look at, end",
        "F @P–E",
        ours=True,
        whose=Whose.OWN,
        why="told of whoever lays the dates: when, and nothing of what is said",
        pages="bearer: api-webhooks api-webhook",
    ),
    Row("Dates", "confirm, answer", "M A C F @P–E", ours=True, whose=Whose.OWN, pages="belonging: confirm-dates poll"),
    Row(
        "Letters",
        "read, hold, send",
        "F @P–E",
        ours=True,
        pages="facilitating: letters letters-copy letters-do letter letter-shown",
    ),
    Row("A session", "prepare", "F @P–E", ours=True, pages="preparing: prepare on-paper"),
    Row("Own debrief", "write, read", "F @E", ours=True, whose=Whose.OWN, pages="belonging: debrief"),
    Row(
        "A programme",
        "name, people, groups",
        "O @P–E",
        ours=True,
        pages="organising: programme-edit programme-people programme-group",
    ),
    Row("Invitation", "get by letter", "V K @any", ours=True, letters="invitation"),
    Row("Dates", "be asked by letter", "M A C @P–E", ours=True, letters="poll dates"),
    Row("Own plan", "be reminded by letter", "C @E", ours=True, whose=Whose.OWN, letters="actions"),
    Row("Own page", "be told of by letter", "M C @E", ours=True, letters="thanks"),
)
