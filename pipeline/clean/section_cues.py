"""Words by which a sentence of a posting tells which part of it it belongs to."""

from __future__ import annotations

import re

from pipeline.clean.beginnings import beginnings, folded
from pipeline.clean.sentences import Cue, Gates, cue
from pipeline.records import Section

# "a plus", "big plus!", "an advantage"; not "machine learning, plus good pay", "our competitive advantage"
A_PLUS = (
    r"\b(?:an?|big|huge|major|strong|definite|real|great|distinct|is|are|as|be|considered) (?:plus(?:es|ses)?"
    r"|advantage)\b"
    r"(?! (?:years|equity|benefits|bonus|stock|over|for our))|\bplus(?:es|ses)\b|\bplus[.!;:)]|\bplus$|\badvantageous\b"
    # softer ways to say so: "would help", "is welcome", "even better", "not a must", "it's great if you know"
    r"|\b(?:experience|knowledge|exposure|familiarity|background|skills?|interest|practice)\b[^.;]{0,80}?\b(?:is"
    r"|are|would"
    r" be|also|very|most|highly) (?:\w+ )?(?:welcomed?|appreciated|valued|useful|great but|great, but)\b"
    r"|\b(?:would|will|may|might) (?:also |really |certainly )?help\b(?! (?:us|you|our|the|to|people|them|with|make"
    r"|build))"
    r"|\bhelps(?=[.,;!]|$)|\beven better\b|\bnot a (?:must|requirement|deal ?breaker|prerequisite)\b"
    r"|\b(?:nice|welcome|useful|definite|great|small) (?:extra|addition|bonus|touch)\b|\btop of the pile\b"
    r"|\b(?:it['’]s|it is|that['’]s|it would be|it['’]d be) (?:also )?(?:great|nice|cool|awesome|fantastic|ideal"
    r"|lovely|good"
    r"|helpful|useful|a bonus) if\b"
)
PLUS_WORDS = (
    " welcome welcomed appreciated valued useful help helps better extra addition touch pile great nice cool awesome "
    "fantastic ideal lovely"
)  # words of the softer ways
NOTICES: tuple[tuple[Section, Cue], ...] = (
    (
        "process",
        cue(
            "hiring recruit recruiting recruitment recruiter recruiters application applications applicant applicants "
            "resume resumes candidate candidates screening interview interviews answers response responses cover "
            "employment selection",
            r"(?:applications?|resumes?|CVs?|candidates?) (?:may|are|is|will|can|might)\b[^.\n]{0,30}"
            r"\b(?:review|screen|assess|process|rank|evaluat|sort|scor|filter|analy[sz])\w*"
            r"[^.\n]{0,60}\b(?:AI|artificial intelligence|machine learning)\b"
            r"|(?:we|may|company|recruit\w*) (?:may )?(?:use|using|uses"
            r"|utili[sz]es?) (?:an? )?(?:artificial intelligence|AI)\b"
            r"[^.\n]{0,80}(?:hiring|recruit|applica|resum|candidate|screen|interview|review)"
            r"|AI\b[^.\n]{0,60}(?:during|in) (?:the|your|our) (?:interview|application|hiring|recruit)"
            r"|(?:AI|automated)[- ](?:assisted|powered|based|enabled)? ?(?:screening|notetak|note-tak|tools?)"
            r"[^.\n]{0,60}(?:applica|interview|candidate|hiring|recruit)"
            r"|(?:hiring|employment|selection) (?:decisions?|outcomes?)\b[^.\n]{0,60}\b(?:AI|automated|algorithms?"
            r"|artificial)\b"
            r"|(?:AI|automated) (?:tools?|systems?)\b[^.\n]{0,60}\b(?:evaluat|assess|review|screen)\w* (?:applica"
            r"|candidat|resum)"
            r"|(?:do not|don['’]?t|please refrain|without)[^.\n]{0,40}(?:AI|ChatGPT|LLM)"
            r"[^.\n]{0,60}(?:applica|interview|answer|response|cover letter)",
            core=r"ai\b|artificial|machine|automated|do not|don['’]?t|please refrain|without",
        ),
    ),
    (
        "process",
        cue(
            "send submit email upload attach apply show",
            r"(?:send|submit|email|upload|attach)[^.\n]{0,40}(?:resume|cv\b|résumé|cover letter)"
            r"|(?:send|email|show) (?:us|me) (?:your|an?|some|the|links?)\b[^.\n]{0,30}(?:links?|github|portfolio"
            r"|note|notebook|project)"
            r"|\bto apply(?:[,:.]| please| send| email| visit| go | click| for (?:this|the|any)| write)"
            r"|apply (?:here|at|online|now|via|directly)\b|email (?:us|me)\b",
        ),
    ),
    (
        "legal",
        cue(
            "opportunity regard regardless accommodation accommodations veteran veterans orientation background chance "
            "verify export criminal applicable",
            r"equal[- ](?:employment )?opportunit|without regard to|regardless of (?:race|gender|age|your)"
            r"|reasonable accommodation|protected veteran|sexual orientation|background check|fair chance|e-verify"
            r"|export control|criminal histor|applicable law",
        ),
    ),
    (
        "benefits",
        cue(
            "401 401k health medical dental paid pto parental stock competitive unlimited tuition development salary",
            r"\b401\(?k\)?|health insurance|medical, dental|dental(?:,| and) vision|paid time off|\bPTO\b"
            r"|parental leave"
            r"|stock options|competitive salary|unlimited vacation|tuition reimburse|professional development budget"
            r"|base salary|salary range",
        ),
    ),
)

NOTICED = Gates([notice for _, notice in NOTICES])

PLUS = cue(
    "plus pluses plusses bonus advantage advantageous nice preferred preferably ideally desirable desired extra "
    "brownie "
    "great awesome beneficial helpful not good if" + PLUS_WORDS,
    A_PLUS
    + r"|\bbonus(?: points)?\b(?! (?:plan|program|scheme|structure|eligib|\+|&))|nice[- ]to[- ]have|\bpreferred\b"
    r"|\bpreferably\b|\bideally\b|\bdesir(?:able|ed)\b|extra points|brownie points|good to have"
    r"|would be (?:nice|great|awesome|beneficial|helpful)|helpful but"
    r"|not (?:strictly )?(?:required|necessary|mandatory)|if you['’]ve (?:had )?(?:any|ever)",
    doubt="plus bonus helps",
)
ASKS = cue(
    "experience experienced expertise proficient proficiency familiar familiarity knowledge knowledgeable "
    "fluent fluency "
    "comfortable skilled degree bachelor bachelors bachelor's master's masters d phd years must required requirement "
    "requirements ability able candidate candidates you you've you're understanding track background "
    "backgrounds competent "
    "competence competency competencies hands chops skills",
    r"\b(?:experienced? (?:with|in|using|building|working|of|as)|experience\b(?! for (?:our|their|its|users"
    r"|customers|everyone|all))|expertise|proficien\w+|familiar\w*"
    r"|knowledge"
    r"|fluen\w+|comfortable|skilled|degree|bachelor\S*|master'?s|ph\.?d|\d\+? years|must|required|requirements?"
    r"|ability to"
    r"|able to|ideal candidate|candidates?|you have|you['’]ve|you are|you['’]re an?|you should|you know|you love"
    r"|you enjoy"
    r"|understanding of|track record|backgrounds? in|competen\w+|hands-on|chops|skills)\b",
    doubt="experience",
)
ADDRESS = cue(
    "you you'll you're you've you'd youll your candidate candidates applicant applicants looking searching seek seeks "
    "seeking hiring hire need needed join help responsible responsibility responsibilities ideal role roles opening "
    "openings position positions wanted opportunity opportunities come want wants wanted engineer engineers developer "
    "developers scientist scientists people folks spot spots interested working work project projects team "
    "spend expand expect job "
    "expanding grow growing hunt search assembling building look",
    r"\b(?:you(?:['’]?(?:ll|re|ve|d))?|your|candidates?|applicants?|(?:looking|searching) (?:for|to)|seek(?:s|ing)?"
    r"|hiring(?! worldwide)|hire|(?:we|also|still) (?:urgently )?need|need(?:ed)? (?:an? |someone|more"
    r"|experienced|your)"
    r"|join|help (?:us|build|to build|scale|create|develop)|responsib\w+|ideal|roles?|openings?|positions?|wanted"
    r"|we expect(?! to\b)|part of (?:the|this|your) job|in (?:the|this) job"
    r"|look for (?:[\w-]+ ){0,3}(?:people|someone|somebody|engineers|developers|candidates|colleagues)"
    r"|opportunit\w+(?! (?:for (?:us|our|the company|businesses|companies|customers)|to (?:organi[sz]e"
    r"|transform))\b)|come (?:work|build|join|help)|want(?:s|ed)? (?:an?|to hire|people|engineers|someone)"
    r"|(?:engineers?|developers?|scientists?|people|folks) (?:who|with|to)|spots? (?:on|available)|interested in"
    r"|working on|work on|projects?|our team (?:works|is working|focuses)|spend our time|expand(?:ing)? our"
    r"|grow(?:ing)? our|on the hunt|in search of|(?:assembling|building) (?:a|our|the) (?:\w+ )?team)\b",
    doubt="hiring opportunity opportunities",
)
STACK = cue(
    "stack built written technologies use work code write run develop build we're using backend front frontend "
    "codebase shop everything deploy",
    r"\b(?:(?:our|tech|technology|the|current|full) stack|stack (?:is|includes|consists)|built (?:with|on|in|using)"
    r"|written in|technologies (?:we|include|are used)|we (?:use|work with|code in|write|run|develop in"
    r"|build (?:with|in|on))|we['’]re (?:using|running|built)|backend (?:is|in|uses)|front-?end (?:is|in|uses)"
    r"|codebase|we do (?:everything|all of (?:it|this)) (?:in|with|on)|we deploy (?:on|to|with)"
    r"|we(?:['’]re|['’]ve been| are| have been) an? [\w#.+/-]+(?: [\w#.+/-]+)? (?:shop|house))\b",
)
SPEAKING = Gates((PLUS, ASKS, ADDRESS, STACK))
PURPOSE = re.compile(
    r"\b(?:use|using|uses|used|leverag\w+|combin\w+|appl\w+)\b[^.;]{0,120}?"
    r"\b(?:to (?!work|learn|build (?:our|the) )[a-z]+|for your|for the world|so that|enabling|that helps?"
    r"|which helps?)\b",
    re.IGNORECASE,
)
TELLS = re.compile(
    r"\W*(?:(?i:we|our|they|it|its|this|these|those|there|since|founded|backed|with (?:our|over|more)|(?:to|in"
    r"|with|by|for|through|over) [^,.]{1,40},? (?:we|our)"
    r"|by (?:using|combining)|as (?:the|an?|organi\w+)|trusted|used by|powered by|imagine|today|every|most|many|using"
    r"|the (?:company|platform|product|team|organi[sz]ation|world|founders?|app|software|system|service|market|industry"
    r"|future))\b|[Aa]t [A-Z]\w+\b"
    r"|[A-Z0-9][\w.&’'-]*(?: [A-Z0-9][\w.&’'-]*){0,4}(?:,[^,.]{0,80},|\s?\([^)]{0,60}\))?(?: also| currently| now)?"
    r" (?:is|are|was|were|has|have|had|provides?|helps?|offers?|combines?|enables?|brings?|builds?|makes?|uses?"
    r"|delivers?"
    r"|develops?|exists|powers?|empowers?|gives|serves|creates|works|leverages?|lets|allows|automates|connects"
    r"|believes?"
    r"|aims|represents?|started|does|commerciali[sz]es|pioneered|supercharges|speciali[sz]es)\b)",
)
ACTS = re.compile(
    r"\W*(?:build|develop|design|create|own|lead|manage|implement|write|work|collaborate|drive|deliver|deploy"
    r"|train|research"
    r"|maintain|support|improve|optimi[sz]e|scale|ship|integrate|define|analy[sz]e|help|partner|contribute|architect"
    r"|automate|evaluate|monitor|mentor|conduct|perform|explore|apply|prototype|run|extend|set up|take|solve"
    r"|tackle|process"
    r"|wrangle|extract|classify|predict|bring(?! (?:AI|artificial))|fine-?tune|tune|turn|move"
    r"|use(?! (?:AI|artificial|big data))|keep|look after|plan|decide|find|care for"
    r"|make|model|measure|review|handle|document|report|advise|red-?team|secure|audit|test|debug|refactor|migrate"
    r"|operate|configure|administer|translate|investigate|identify|ensure|oversee|coordinate|establish|guide|assess"
    r"|validate|benchmark|label|annotate|curate|collect|clean|visuali[sz]e|present|experiment|iterate|propose"
    r"|introduce|leverage|enhance|participate|assist|teach|select|adapt|convert|transform|streamline|orchestrate"
    r"|simulate|craft|shape|champion|execute|share|write up|advance|invent|rework|rewrite|replace|upgrade|roll out"
    r"|take over|reduce|raise|speed up|go from|dig into|own up|follow|track|coach|supervise|hire|grow|engineer"
    r"|productioni[sz]e|instrument|quantify|study|stay|act)(?:ing)?\b(?![’'])",
    re.IGNORECASE,
)
_ACT = frozenset(verb[:3] for verb in beginnings(ACTS.pattern.removeprefix(r"\W*")))
TITLE = re.compile(
    r"\W*(?:[A-Z][\w/+#&.-]*[ ,/&-]+){0,5}(?:Engineers?|Developers?|Scientists?|Analysts?|Architects?|Managers?"
    r"|Designers?"
    r"|Researchers?|Leads?|Interns?|Administrators?)\b",
)
OTHERS = re.compile(r"\W*(?:(?:our|the) )?other (?:teams?|groups?|departments?)\b", re.IGNORECASE)
STACK_LIST = re.compile(  # tells the tools among requirements or duties ("We use Go and Kafka")
    r"\W*(?:(?:we|our teams?) (?:(?:mainly|mostly|currently|primarily|also) )?(?:use|work with|code in|write)"
    r"|(?:our|the) (?:(?:current|main|core|tech|technology|technical) ){0,2}stack (?:is|includes|consists))\b"
    r"(?![^.\n]*\b(?:you|your|products?|customers?|users?|clients?)\b)",
    re.IGNORECASE,
)
SLOGAN = re.compile(  # whom a mission is for
    r"\b(?:to|for|in) (?:every\w*|the world|millions|billions|people|businesses|humanity|consumers|all of us)\b",
    re.IGNORECASE,
)
BULLET = re.compile(r"\s*(?:[-*•·●▪►◦‣–—+✓✔→]|\(?\d{1,2}[.)])\s*")
HEADER = re.compile(
    r"\b(?:remote|on-?site|full[- ]?time|part[- ]?time|intern(?:s|ship)?|visa|h1b|hybrid|contract|hiring|freelance|wfh"
    r"|relocation)\b|\||, [A-Z]{2}\b",
    re.IGNORECASE,
)
PRODUCT = re.compile(r"[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*){0,3} is (?:an?|the) ")


def acts(sentence: str) -> bool:
    """Whether a sentence begins with what is to be done ("Build …")."""
    begin = sentence.lstrip("-*•· ")[:3]
    return (not begin.isalpha() or folded(begin) in _ACT) and ACTS.match(sentence) is not None
