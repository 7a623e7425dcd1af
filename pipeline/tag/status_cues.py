"""Words by which a sentence says what it wants with the skills it names."""

from __future__ import annotations

import re

from pipeline.clean.patterns import caseless
from pipeline.clean.section_cues import A_PLUS, PLUS_WORDS
from pipeline.clean.sentences import Gates, cue

NEGATION = cue(
    "no not non without don't doesn't isn't aren't won't never nor zero rather instead neither unnecessary required "
    "needed necessary"
    " dont doesnt isnt wont",
    r"\b(?:no|not|non|without|\w+n['’]t|never|nor|zero|rather than|instead of|neither|unnecessary)\b",
)
NEGATED_BEFORE = caseless(
    r"\b(?:no|not an?|not|without|(?:don|won)['’]?t need(?: any)?|doesn['’]?t (?:require|involve|use)"
    r"|(?:we|they) don['’]?t do|isn['’]?t|aren['’]?t|never|nor|zero|rather than|instead of|neither)\b"
    r"(?: (?:prior|previous|any|an?|the|your|typical|just|another|yet|require|need|necessarily|about|doing|building"
    r"|requirement for|interested in)){0,3}[ \w/+#-]{0,25}$"
    r"|\bnon-$",
)
NEGATED_FAR = re.compile(
    r"\b(?:no (?:prior |previous )?(?:knowledge|experience|background) (?:of|in|with)"
    r"|(?:not|n['’]t) (?:require|need|expect) (?:any )?(?:\w+ ){0,4})[ \w/,+#-]{0,40}$",
    re.IGNORECASE,
)
NEGATED_AFTER = re.compile(
    r"[ \w/+#-]{0,30}\b(?:(?:is|are|experience|knowledge|background)[ \w]{0,20}? (?:not|n['’]t)"
    r" (?:required|needed|necessary|mandatory|a (?:must|requirement|prerequisite))|(?:is not|isn['’]t) a must"
    r"|not (?:needed|necessary|required)|unnecessary)"
    r"|[^.]{0,60}\b(?:this|it) (?:is not|isn['’]t) (?:the|a) (?:job|role|place|position) for you\b",
    re.IGNORECASE,
)
NO_NEGATION = caseless(
    r"\b(?:not only|no matter|not just|not limited|no longer|no better|whether or not|not to mention|no problem"
    r"|if not)\b",
)
HARMLESS = re.compile(
    r"[ \w/+#-]{0,40}\b(?:not (?:strictly )?(?:required|necessary|needed|mandatory)"
    r"|is(?:n['’]t| not) (?:required|necessary|needed))[^.]{0,30}\b(?:plus|but|helpful|bonus|nice|preferred)"
    r"|[ \w/+#-]{0,40}\b(?:helpful|plus|preferred|nice|useful|bonus|welcome|desirable)[^.]{0,20}\bnot \w*",
    re.IGNORECASE,
)
PLUS = cue(
    "plus pluses bonus nice preferred preferably ideally desirable desired advantage advantageous would extra brownie "
    "helpful good love not similar" + PLUS_WORDS,
    A_PLUS + r"|\b(?:bonus|nice[- ]to[- ]haves?|preferred|preferably|ideally|desirable|desired|extra points"
    r"|brownie points|helpful|would be (?:nice|great|awesome|beneficial)|good to have|we['’]?d love|not required"
    r"|not necessary|or similar is a|thrilled if)\b",
    doubt="plus helps",
)
NO_PLUS = re.compile(
    r"\b(?:bonus(?:es)? (?:plan|program|scheme|eligib|structure)|annual bonus|performance bonus|sign-?on bonus)\b"
    r"|\d\+? plus\b|\bplus (?:years|equity|benefits|bonus)",
    re.IGNORECASE,
)
FIRM = caseless(  # what cannot be a mere plus
    r"\b(?<!not )(?<!n['’]t )(?:required|requires?|must(?: have| be)?|a must|mandatory|essential|strong|solid"
    r"|proficien\w+"
    r"|expert\w*|fluent|excellent|advanced|extensive|proven|\d\+? years|at least)\b",
)
PROMISES = re.compile(r"\byou(?: will|['’]ll)\b", re.IGNORECASE)
CLAUSE = re.compile(  # where one wish ends and another begins
    r"(?P<weak>, (?!(?:and|or) )|\s[–—-]\s|[()])|;|,? (?:and|but|plus|although|though|while) (?=(?:if|experience"
    r"|knowledge"
    r"|familiarity|ideally|bonus|some|any|prior)\b)|, (?=(?:ideally|preferably|bonus)\b)",
    re.IGNORECASE,
)
ASKS = cue(
    "experience experienced experiences expertise proficient proficiency familiar familiarity knowledge "
    "knowledgeable fluent "
    "fluency comfortable skilled degree bachelor bachelors bachelor's master masters master's phd d years must require "
    "required requires requirement requirements ability understanding track background competent competence competency "
    "competencies hands passionate chops literate literacy versed mastery grasp know who",
    r"\b(?:experience[ds]?|expertise|proficien\w+|familiar\w*|knowledge|fluen\w+|comfortable|skilled|degree|bachelor\S*"
    r"|master['’]?s|ph\.?d|years|must|require[ds]?|requirements?|ability to|understanding of|track record|background in"
    r"|competen\w+|hands-on|passionate about|chops|literate|literacy|well[- ]versed|mastery|grasp|know[- ]how"
    r"|who (?:knows?|has|have|lives?))\b",
)
YOU = cue(
    "you you'll you're you've you'd youll your candidate candidates applicant applicants open positions "
    "openings who looking "
    "searching seeking hiring need join help responsible responsibility responsibilities role position team "
    "hunt search expect seek look",
    r"\b(?:you(?:['’]?(?:ll|re|ve|d))?|your|candidates?|applicants?|open (?:positions|roles)|positions in|openings"
    r"|(?:engineers?|developers?|scientists?|people|folks) who|(?:looking|searching) for"
    r"|look for (?:[\w-]+ ){0,3}(?:people|someone|somebody|engineers|developers|candidates|colleagues)"
    r"|we expect (?:every|all|our|the|you|engineers|developers)|expected to|we seek"
    r"|looking to (?:hire|add|recruit|bring|find)|seeking|hiring|we need"
    r"|join (?:us|our|the|a)|help us|responsib\w+|(?:the|this) (?:role|position)|role (?:is|will)"
    r"|team members (?:are )?expected|on the hunt|in search of|(?:assembling|building) (?:a|our|the) (?:\w+ )?team)\b",
)
CALLS = cue(
    "you'll you looking searching seeking hiring need join expected responsible seek",
    r"\b(?:you['’]ll|you will|(?:looking|searching) for|looking to (?:hire|add|recruit|bring|find)"
    r"|seeking|hiring|we need|we seek|join (?:us|our team|the team)"
    r"|expected to"
    r"|responsible for)\b",
)
WORK = cue(
    "stack project projects working use built written technologies",
    r"\b(?:stack|projects?|working on|we use|built (?:with|on|in|using)|written in|technologies)\b",
)
TELLS = re.compile(
    r"\W*(?!(?:(?:[Tt]he|[Tt]his|[Oo]ur|[Aa]n?|[Yy]our) )?(?:[\w/&+-]+ ){0,3}?(?:[Ee]ngineer|[Dd]eveloper"
    r"|[Ss]cientist|[Aa]nalyst"
    r"|[Aa]rchitect|[Mm]anager|[Aa]dministrator|[Ss]pecialist|[Dd]esigner|[Cc]andidate|[Ii]ncumbent|[Cc]olleague"
    r"|[Rr]ole"
    r"|[Pp]osition|[Ee]mployee)\b(?! team))(?:(?:(?:And |But |So |Also,? )?(?:we|our)|(?:To|In|With|By|For|Through"
    r"|Over) [^,.]{1,40},? (?:we|our)"
    r"|We|Our|Today|Thanks to|As (?:the|organi\w+"
    r"|an? [a-z]+ (?:company|leader))"
    r"|Trusted|Founded|Since|At [A-Z][\w.&-]*)\b"
    r"|[A-Z][\w.&’'-]*(?: (?:[A-Z&+][\w.&’'-]*)?){0,4}(?:,[^,.]{0,80},)?(?: also| currently| now)?"
    r" (?:is|are|was|has|have|provides?|helps?|offers?|combines?|enables?|brings?|builds?|makes?|uses?|delivers?"
    r"|develops?"
    r"|exists|powers?|empowers?|gives|serves|creates|leverages?|lets|allows)\b"
    r"|[Tt]he (?:company|platform|product|organi[sz]ation|[A-Z]\w+(?: [A-Z]\w+)* platform)\b)"
)
TEAMS_FROM = caseless(  # "with the teams from product, engineering and data science"
    r"\b(?:with|alongside|across|between)\b[^.;]{0,40}\b(?:teams|people|colleagues|functions|stakeholders|partners"
    r"|departments"
    r"|experts|counterparts)\b (?:from|in|across|of|such as|like|including)\b[^.;:]{0,60}$",
)
ALLOWED = re.compile(
    r"[^.;]{0,12}\b(?:is|are) (?:perfectly |totally |also )?(?:fine|ok|okay|allowed|permitted|optional)\b",
    re.IGNORECASE,
)
AMBITION = re.compile(  # what a company is after, not the job
    r"^(?!.*\byou\b).*\b(?:push\w* the (?:boundaries|limits|frontiers?|envelope)|(?:build|shap|creat|invent"
    r"|defin)\w* the"
    r" (?:future|next generation|layer|operating system))\b[^.;]*$",
    re.IGNORECASE | re.DOTALL,
)
AIMS = cue(  # no ambition without it
    "boundaries limits frontier frontiers envelope future generation layer",
    r"\b(?:push|build|shap|creat|invent|defin)\w* the (?:bound|limits|front|envel|future|next gener|layer|operat)",
)
ASIDE = cue(
    "as where while since because whose once plan plans planning thanks",
    r"\b(?:as|where|while|since|because|whose|once) (?:we(?! (?:need|look|hire|grow|scale|expand))"
    r"|our)\b(?:(?!\byou\b)[^.;])*$"
    r"|\bplan(?:s|ning)? to (?:move|expand)\b[^.;]*$|\bthanks to [^,.;]*$",
)
USES = cue(
    "use uses leverage leverages combine combines apply applies harness harnesses utilize utilizes utilise utilises",
    r"\b(?:we|they|it|that|which|platform|product|company|team)"
    r" (?:uses?|leverages?|combines?|apply|applies|harness(?:es)?|utili[sz]es?)\b[^.;]{0,100}$",
)
PURPOSE = re.compile(
    r"[^.;]{0,100}?\b(?:to (?!work\b|learn\b|join\b|our\b|the\b|a\b)[a-z]"
    r"|for (?:your|people|everyone|businesses|companies|customers)|so that|(?:that|which) helps?|in order)",
    re.IGNORECASE,
)
BRANCH = re.compile(
    r"(?:[- ](?:powered|driven|based|first|native|focused))? (?:startups?|compan(?:y|ies)|space|industry|era"
    r"|labs?|leaders"
    r"|revolution|landscape|world|boom|wave|market|unicorn|economy|community|pioneers?)\b",
    re.IGNORECASE,
)
TITLED = re.compile(
    r"\b(?:engineers?|developers?|scientists?|researchers?|analysts?|architects?|devs?|hackers?|programmers?"
    r"|lead|manager"
    r"|director|head|intern(?:s|ship)?|specialists?|consultants?|designers?|experts?|administrators?|positions?|roles?"
    r"|team members)\b",
    re.IGNORECASE,
)
FIELD = re.compile(r"\||\s[-–—]\s|\n")
FIELDS_OF_WORK = re.compile(
    r"(?:[\s,/&+]|and|or|in|multiple|engineering|eng|marketing|sales|design|product|backend|back-end|frontend|front-end"
    r"|full[- ]?stack|infra(?:structure)?|mobile|web|data|ios|android|devops|research|analytics|operations|senior|sr\.?"
    r"|founding|software|security|platform|support|management|systems|ux|ui|hr|finance|AI|ML|various)*",
    re.IGNORECASE,
)
TEAM_AFTER = re.compile(
    r"[^.;:\n]{0,40}\b(?:teams?|functions?|counterparts|colleagues|partners|stakeholders|departments?|organi[sz]ations?"
    r"|leaders|peers)\b",
    re.IGNORECASE,
)
TEAM_BEFORE = re.compile(r"\b(?:with|alongside|between|across|including|and|to)\b[^.;:]{0,60}$", re.IGNORECASE)
WITH_OTHERS = cue(
    "collaborate collaborates collaborating collaboration collaborative collaboratively partner partners partnering "
    "partnership partnerships work works working liaise liaison interact interacting interface alongside communicate "
    "communicating communication coordinate coordinating coordination",
    r"\b(?:collaborat|partner|work(?:ing)?|liais|interact|alongside|communicat|coordinat)",
)
GATES = Gates((NEGATION, PLUS, ASKS, YOU, CALLS, WORK, AIMS, ASIDE, USES, WITH_OTHERS))
