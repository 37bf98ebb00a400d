"""Words that tell nothing of a subject: articles, pronouns, auxiliaries, and what people write to be polite or platforms add by themselves.

Without accents and in small letters, as `words.tokens` gives them. An elided article (l’, d’, qu’) stands alone once the apostrophe has
split it.
"""

FRENCH = frozenset(
    """
    a afin ai ailleurs ainsi ait alors apres as assez au aucun aucune aupres aura aurai auraient aurais aurait auront aussi autant
    autre autres aux avaient avais avait avant avec avez aviez avoir avons ayant beaucoup bien c ca car ce ceci cela celle celles
    celui cependant certain certaine certaines certains ces cet cette ceux chacun chacune chaque chez ci comme comment contre d
    dans de deja dela depuis des dessous dessus devrait devraient doit doivent donc dont du duquel durant elle elles en encore
    enfin ensuite entre envers es est et etaient etais etait etant etc ete etes etre eu eux fait faire fais faisait faut fois font
    furent fut hors ici il ils j je jusqu jusque l la laquelle le lequel les lesquelles lesquels leur leurs lors lorsqu lorsque
    lui m ma mais malgre me meme memes mes mien moi moins mon n ne ni non nos notamment notre nous on ont or ou ouais oui par
    parce parfois parmi pas peu peut peuvent plus plusieurs plutot point pour pourquoi pourra pourraient pourrait pouvoir pres
    puis puisqu puisque qu quand que quel quelle quelles quelqu quelque quelques quels qui quoi s sa sans se selon sera serai
    seraient serait seront ses seulement si sien soi soient soit sommes son sont sous souvent suis sur t ta tandis tant te tel
    telle telles tels tes toi ton tous tout toute toutes toujours tres trop tu un une vers via voici voila vos votre vous vont y
    """.split()  # noqa: SIM905
)

ENGLISH = frozenset(
    """
    a about above after again against all also am an and any are aren as at be because been before being below between both but by
    can cannot could couldn did didn do does doesn doing don done down during each else etc even ever every few for from further
    get gets got had hadn has hasn have haven having he her here hers herself him himself his how however i if in into is isn it
    its itself just let ll like many may me might more most much must my myself no nor not now of off often on once one only or
    other others our ours ourselves out over own per quite rather re really s same shall she should shouldn since so some such t
    than that the their theirs them themselves then there therefore these they this those though through thus to too under until
    up upon us ve very was wasn we were weren what when where whether which while who whom whose why will with within without won
    would wouldn yes yet you your yours yourself yourselves
    """.split()  # noqa: SIM905
)

POLITE = frozenset(
    """
    bonjour bonsoir cordialement merci salut salutations svp madame monsieur messieurs mesdames avance hello regards sincerely
    thanks thank please http https www com org html htm php pdf fr
    """.split()  # noqa: SIM905
)

EMPTY = FRENCH | ENGLISH | POLITE

DRAFTING = frozenset(
    """
    article articles alinea alineas ajout ajoute ajouter amendement chapitre code codes decret dispositif disposition dispositions
    droit insere inserer inseres loi lois modifie modification modifier mots numero paragraphe present presente proposition
    propositions redige rediger redaction remplace remplacer section suivant suivante suivants supprime supprimer susvise texte
    titre version vise visee act amend amended bill clause paragraph proposal proposals section text
    """.split()  # noqa: SIM905
)
"""Words of whoever drafts a law or a proposal: they say how a text is made and not what it is about."""
