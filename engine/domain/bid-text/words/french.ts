import type { Vocabulary } from './vocabulary.js';

export const french: Vocabulary = {
  self:
    "j'offre,je propose,je mise,j'enchéris,j'enchéris à,je donne,je mets,je monte à,je paie,je paye,je surenchéris à,je vais à,mon offre,mon enchère,ma mise," +
    'mon offre est,mon offre est de,mon enchère est,mon enchère est de,ma mise est de,mon offre de,mon enchère de,je suis à,je suis preneur à,je prends à,je prends pour,' +
    "je pars à,j'ouvre à,j'offrirai,je donnerai,je mettrai,je propose une enchère de,je fais une offre de,je place une enchère de,je le prends à,je le prends pour,de ma part," +
    "je l'achète pour,je l'achète à,nous offrons,on offre,je relance à,je vous offre,je vous propose,je vous donne,je vous en donne,j'en offre,j'en donne,j'y vais à",
  bare: 'offre,enchère,mise,offre de,enchère de,enchère à,mise de,voici,propose,surenchère à',
  is: "est,sont,c'est",
  and: 'et,mais,donc,alors',
  now: "maintenant,aujourd'hui,tout de suite",
  range: 'à',
  or: 'ou',
  from: 'depuis',
  duration: 'minute,minutes,seconde,secondes,heure,heures,jour,jours,semaine,semaines,mois,an,ans',
  filler:
    "parce que,car,s'il vous plaît,s'il te plaît,svp,stp,merci,merci beaucoup,bonjour,bonsoir,salut,coucou,oui,ouais,ok,d'accord,bien sûr,pour,ce,cette,cet,ça,cela,le,la,les,l'oeuvre,l'œuvre," +
    "de,du,des,d,en,avec,un,une,au,sur,lot,œuvre,oeuvre,pièce,tableau,monsieur,madame,m,mme,amis,les amis,allez,allons y,j'adore,superbe,magnifique,joli,belle,beau,je,moi,mon,ma,sans hésiter," +
    'volontiers,avec plaisir,voilà,sérieusement,cette œuvre,cette oeuvre,enchères',
  fix: 'pardon,désolé,je veux dire,je voulais dire,correction,plutôt,non pardon,non attends,attends non,non plutôt,en fait,ou plutôt,euh non,non désolé,erreur je voulais dire,je corrige',
  about: 'environ,à peu près,autour de,presque,entre,dans les,vers,quelque chose comme,genre',
  ceiling:
    "jusqu'à,maximum,max,au maximum,au plus,pas plus de,plafond,limite,moins de,en dessous de,mon maximum,ma limite",
  least: 'au moins,minimum,au minimum,plus de,à partir de,ou plus',
  raise:
    "plus,je monte,je monte de,j'ajoute,je rajoute,de plus,encore,le double,je double,enchère minimum,enchère minimale,surenchère,je surenchéris,je surenchéris de,je relance,je relance de,un autre",
  vague:
    "quelques,plusieurs,une paire,une paire de,tout,la même chose,pareil,un quart,un tiers,une dizaine,une dizaine d'eth,une centaine,un paquet,un million",
  would: "j'offrirais,je donnerais,je paierais,je miserais,je mettrais,je proposerais,je dirais",
  want: "je veux,je voudrais,je peux,j'aimerais,je vais,je vais enchérir,je vais miser,je vais offrir,je vais mettre,prêt à,laissez moi,enchérir,offrir,je souhaite,miser",
  doubt:
    'peut être,je crois,je pense,je suppose,je sais pas,mdr,ptdr,haha,seulement,disons,juste,encore,déjà,ouah,oh là là,incroyable,fou,pourquoi pas,probablement,sans doute,ne que',
  kidding: 'je rigole,je plaisante,je déconne,blague,une blague,pour rire,pour rigoler,je blague',
  no: 'non',
  not: "ne,n'est,pas,n'offre,n'enchéris,n'ai,n'en,jamais,personne,rien,aucun,aucune,ni,sans,je passe,hors de question",
  if: "si,s'il,à moins que,à condition,pourvu que,quand,lorsque,au cas où,seulement si,sauf si,tant que,jusqu'à ce que,dès que,en échange,sous réserve",
  past:
    "hier,j'ai,ai,j'avais,avait,a offert,a misé,a donné,a enchéri,a proposé,ont offert,était,étais,avant,il y a,précédent,précédente,la semaine dernière,l'année dernière,la dernière fois," +
    "acheté,vendu pour,payé,tout à l'heure,j'offrais,je misais,gagné,perdu,aurais,aurait,offert,misé,j'aurais",
  later:
    'demain,plus tard,bientôt,après,prochain,prochaine,ce soir,la prochaine fois,tantôt,à la fin,lundi,mardi,mercredi,jeudi,vendredi,samedi,dimanche,un jour,ensuite',
  might:
    "je pense à,je pense enchérir,j'envisage,je compte,j'espère,je pourrais,je devrais,j'hésite,je réfléchis,sur le point de",
  ask: "combien,quel,quelle,quels,qui,comment,où,pourquoi,est ce,est ce que,puis je,quelqu'un,qu'est ce,peut on,c'est combien,qui dit mieux",
  other:
    "il offre,il a,il mise,il donne,elle,ils,elles,vous,tu,quelqu'un,mon ami,mon frère,un autre enchérisseur,il offre,elle offre,offrent,disent,il dit,elle dit,on dit,dit que,dit qu'il,votre offre,ton offre,son offre,son enchère,les gens",
  report:
    "enchère actuelle,l'enchère actuelle,offre actuelle,l'offre actuelle,meilleure offre,meilleure enchère,la meilleure offre,dernière enchère,dernière offre,enchère la plus haute,prix,le prix,vaut,coûte,valent,coûtent,valeur,réserve,solde,j'ai,je possède," +
    "je vends,vendu à,trop,cher,chère,pas cher,c'est beaucoup,beaucoup,on est à,nous sommes à,commence à,mise à prix,prix de départ,budget,l'enchère,l'offre,c'est trop,c'est cher,actuellement",
  caller:
    'une fois,deux fois,trois fois,adjugé,vendu,qui dit mieux,dernière chance,faites vos offres,qui offre,qui donne,prochaine enchère,personne ne dit mieux,faites vos jeux,on a une offre',
  machine:
    'ignore,ignorez,ignore les,ignorez les,oublie les,oubliez les,instructions,système,fixe,fixe le prix,fixez,mets le prix,mettez le prix,marque,marquez,ferme,fermez,déclare,déclarez,enregistre,enregistrez,agis comme,réponds,adjuge',
  spam: 'concours,gratuit,gratuite,cadeau,gagnez,suivez moi,investissez,cliquez,investissement',
  undo: "laisse tomber,laissez tomber,oublie,oubliez,oublie ça,oubliez ça,n'en tenez pas compte",
  retract:
    "je retire,retire,j'annule,annule,annulez,je me retire,je regrette,par erreur,une erreur,erreur,retirez,je me désiste",
  mock: 'ben voyons,bien sûr que non,dans tes rêves,dans mes rêves,et puis quoi encore,arnaque,poubelle',
  numbers:
    'un=1?,une=1?,deux=2,trois=3,quatre=4,cinq=5,six=6,sept=7,huit=8,neuf=9,dix=10,onze=11,douze=12,treize=13,quatorze=14,quinze=15,seize=16,vingt=20,' +
    'trente=30,quarante=40,cinquante=50,soixante=60,cent=100,cents=100?,mille=1000,zéro=0',
  half: "demi,un demi,la moitié d'un,une demi,demie",
  andHalf: 'et demi,et demie',
  point: 'virgule,point',
};
