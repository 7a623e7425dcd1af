"""Words by which a sentence says what it wants with the skills it names."""

from __future__ import annotations

import re

from pipeline.clean.section_cues import A_PLUS
from pipeline.clean.sentences import cue

NEGATION = cue(
    "no not non without don't doesn't isn't aren't never nor zero rather instead neither unnecessary required "
    "needed necessary"
    " dont doesnt isnt",
    r"\b(?:no|not|non|without|\w+n['’]t|never|nor|zero|rather than|instead of|neither|unnecessary)\b",
)
NEGATED_BEFORE = re.compile(
    r"\b(?:no|not an?|not|without|don['’]?t need(?: any)?|doesn['’]?t require|isn['’]?t|aren['’]?t|never|nor|zero"
    r"|rather than|instead of|neither)\b"
    r"(?: (?:prior|previous|any|an?|the|your|typical|just|another|yet|require|need|necessarily|about|doing|building"
    r"|requirement for|interested in)){0,3}[ \w/+#-]{0,25}$"
    r"|\bnon-$",
    re.IGNORECASE,
)
NEGATED_FAR = re.compile(
    r"\b(?:no (?:prior |previous )?(?:knowledge|experience|background) (?:of|in|with)"
    r"|(?:not|n['’]t) (?:require|need|expect) (?:any )?(?:\w+ ){0,4})[ \w/,+#-]{0,40}$",
    re.IGNORECASE,
)
NEGATED_AFTER = re.compile(
    r"[ \w/+#-]{0,30}\b(?:(?:is|are|experience|knowledge|background)[ \w]{0,20}? (?:not|n['’]t)"
    r" (?:required|needed|necessary|mandatory)|not (?:needed|necessary|required)|unnecessary)",
    re.IGNORECASE,
)
NO_NEGATION = re.compile(
    r"\b(?:not only|no matter|not just|not limited|no longer|no better|whether or not|not to mention|no problem"
    r"|if not)\b",
    re.IGNORECASE,
)
HARMLESS = re.compile(
    r"[ \w/+#-]{0,40}\b(?:not (?:strictly )?(?:required|necessary|needed|mandatory)"
    r"|is(?:n['’]t| not) (?:required|necessary|needed))[^.]{0,30}\b(?:plus|but|helpful|bonus|nice|preferred)"
    r"|[ \w/+#-]{0,40}\b(?:helpful|plus|preferred|nice|useful|bonus|welcome|desirable)[^.]{0,20}\bnot \w*",
    re.IGNORECASE,
)
PLUS = cue(
    "plus pluses bonus nice preferred preferably ideally desirable desired advantage advantageous would extra brownie "
    "helpful good love not similar",
    A_PLUS + r"|\b(?:bonus|nice[- ]to[- ]haves?|preferred|preferably|ideally|desirable|desired|extra points"
    r"|brownie points|helpful|would be (?:nice|great|awesome|beneficial)|good to have|we['’]?d love|not required"
    r"|not necessary|or similar is a)\b",
    doubt="plus",
)
NO_PLUS = re.compile(
    r"\b(?:bonus(?:es)? (?:plan|program|scheme|eligib|structure)|annual bonus|performance bonus|sign-?on bonus)\b"
    r"|\d\+? plus\b|\bplus (?:years|equity|benefits|bonus)",
    re.IGNORECASE,
)
ASKS = cue(
    "experience experienced experiences expertise proficient proficiency familiar familiarity knowledge "
    "knowledgeable fluent "
    "fluency comfortable skilled degree bachelor bachelors bachelor's master masters master's phd d years must require "
    "required requires requirement requirements ability understanding track background competent competence competency "
    "competencies hands passionate chops literate literacy versed mastery grasp know",
    r"\b(?:experience[ds]?|expertise|proficien\w+|familiar\w*|knowledge|fluen\w+|comfortable|skilled|degree|bachelor\S*"
    r"|master['’]?s|ph\.?d|years|must|require[ds]?|requirements?|ability to|understanding of|track record|background in"
    r"|competen\w+|hands-on|passionate about|chops|literate|literacy|well[- ]versed|mastery|grasp|know[- ]how)\b",
)
YOU = cue(
    "you you'll you're you've you'd youll your candidate candidates applicant applicants open positions "
    "openings who looking "
    "searching seeking hiring need join help responsible responsibility responsibilities role position team "
    "hunt search",
    r"\b(?:you(?:['’]?(?:ll|re|ve|d))?|your|candidates?|applicants?|open (?:positions|roles)|positions in|openings"
    r"|(?:engineers?|developers?|scientists?|people|folks) who|(?:looking|searching) for"
    r"|looking to (?:hire|add|recruit|bring|find)|seeking|hiring|we need"
    r"|join (?:us|our|the|a)|help us|responsib\w+|(?:the|this) (?:role|position)|role (?:is|will)"
    r"|team members (?:are )?expected|on the hunt|in search of|(?:assembling|building) (?:a|our|the) (?:\w+ )?team)\b",
)
CALLS = cue(
    "you'll you looking searching seeking hiring need join expected responsible",
    r"\b(?:you['’]ll|you will|(?:looking|searching) for|looking to (?:hire|add|recruit|bring|find)"
    r"|seeking|hiring|we need|join (?:us|our team|the team)"
    r"|expected to"
    r"|responsible for)\b",
)
WORK = cue(
    "stack project projects working use built written technologies",
    r"\b(?:stack|projects?|working on|we use|built (?:with|on|in|using)|written in|technologies)\b",
)
TELLS = re.compile(
    r"\W*(?:(?:(?:And |But |So |Also,? )?(?:we|our)|(?:To|In|With|By|For|Through|Over) [^,.]{1,40},? (?:we|our)"
    r"|We|Our|Today|Thanks to|As (?:the|organi\w+"
    r"|an? [a-z]+ (?:company|leader))"
    r"|Trusted|Founded|Since|At [A-Z][\w.&-]*)\b"
    r"|[A-Z][\w.&’'-]*(?: (?:[A-Z&+][\w.&’'-]*)?){0,4}(?:,[^,.]{0,80},)?(?: also| currently| now)?"
    r" (?:is|are|was|has|have|provides?|helps?|offers?|combines?|enables?|brings?|builds?|makes?|uses?|delivers?"
    r"|develops?"
    r"|exists|powers?|empowers?|gives|serves|creates|leverages?|lets|allows)\b"
    r"|[Tt]he (?:company|platform|product|organi[sz]ation|[A-Z]\w+(?: [A-Z]\w+)* platform)\b)"
)
ASIDE = cue(
    "as where while since because whose once plan plans planning thanks",
    r"\b(?:as|where|while|since|because|whose|once) (?:we(?! (?:need|look|hire|grow|scale|expand))|our)\b[^.;]*$"
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
