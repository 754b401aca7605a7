import type { Vocabulary } from './vocabulary.js';

const SUBJECTS =
  'i,i will,i shall,i hereby,i now,i gladly,i happily,i do,we,we will,ill,i also'.split(',');
const VERBS =
  'bid,offer,offer you,go,pay,pay you,give you,give,put up,put in,put down,put,do,raise to,raise it to,go to,go with,go for,' +
  'open at,open with,open,start with,make it,take it for,take it at,take this for,' +
  'take this one for,buy it for,buy this for,up it to,bump it to,bump to,place,submit,jump in at,' +
  'raise my bid to,increase my bid to,up my bid to,place a bid of,place a bid at,make a bid of,make an offer of,submit a bid of,put in a bid of,place my bid at,get in at,come in at,enter at,throw in';
const ONGOING =
  'bidding,offering,paying,giving,going,raising to,raising it to,in at,in for,in with,in,at,' +
  'opening at,opening with,placing,putting in,putting up,putting,down for,good for,submitting';

const self = [
  ...SUBJECTS.flatMap((subject) => VERBS.split(',').map((verb) => `${subject} ${verb}`)),
  ...ONGOING.split(',').flatMap((verb) => [`i am ${verb}`, `we are ${verb}`]),
].join();

/** Phrases are written with contractions undone: `i will`, not `i'll`. */
export const english: Vocabulary = {
  self:
    `${self},my bid,my offer,my bid is,my offer is,my final bid,my final offer,my new bid,` +
    'my opening bid,my first bid,my bid of,my offer of,this is my bid,here is my bid,accept my bid of,accept my bid,accept my offer of,accept my offer,take my bid of,note my bid of,raise my bid to,' +
    'increase my bid to,up my bid to,upping my bid to,raising my bid to,put me down for,put me down,' +
    'put me in for,put me in at,put me in,put me at,put me on,count me in for,count me in at,' +
    'sign me up for,mark me down for,mark me down,mark me for,pencil me in for,count me in with,' +
    'my bid stands at,my bid is at,back in at,place my bid at,place my bid of,place my bid,enter my bid of,opening bid from me,opening bid from me is,bid from me,bid from me is,offer from me,' +
    'let us make it,i will outbid with,i outbid with,outbidding with,let us go,let us do,lets make it,lets do,from me,i will be at,mine is',
  bare:
    'bid,bidding,offer,offering,raise to,raise it to,raising to,raising it to,opening at,' +
    'opening with,open at,open with,make it,place bid,place a bid,placing a bid,placing bid,bid of,' +
    'offer of,bid is,bump to,bump it to,bumping to,up it to,upping to,going to raise to,increase to,' +
    'will bid,will go,will pay,will offer,will give,paying,here is,here are,in for,in at,call it,' +
    'final offer,final bid,count it as,go to,going',
  is: 'is,are',
  and: 'and,but,so,then,however,yet,although',
  now: 'now,today,right now',
  range: 'to,through,thru',
  or: 'or',
  from: 'from,by,via',
  like: 'like',
  duration:
    'pm,am,minute,minutes,min,mins,second,seconds,sec,secs,hour,hours,hr,hrs,day,days,week,weeks,' +
    'month,months,year,years,gmt,utc,est,pst,cet,oclock,o clock',
  filler:
    'please,pls,plz,plss,thanks,thx,ty,tysm,thank you,thank you so much,cheers,hi,hey,hello,howdy,gm,ge,' +
    'yo,ok,okay,k,yes,yeah,yep,yup,sure,alright,all right,here,sir,madam,maam,mam,host,auctioneer,' +
    'sothebais,friend,friends,folks,team,guys,everyone,ladies,gentlemen,mr,mrs,ms,for,this,that,it,the,my,' +
    'me,on,a,an,of,at,in,with,as,i,piece,art,artwork,painting,nft,one,work,item,lot,paddle,final,' +
    'mods,mod,gl all,good luck all,good luck to all,good luck everyone,thanks all,thank you all,hi all,hello all,hi chat,hey chat,finally,go,let us,let us go,lets,lets go,lfg,boom,bam,come on,wagmi,good luck,gl,take it,take my money,' +
    'count me in,this one,that one,beauty,beautiful,lovely,gorgeous,great,nice,cool,love,love it,' +
    'i love it,i love this,love this,love this one,i love this one,i love this piece,love this piece,' +
    'i need this,i need it,need this,need it,again,too,also,really,truly,no less,nothing less,well,oh,ah,dear,exactly,because,since,gladly,happily,proudly,stunning,awesome,cc,masterpiece,wooo,woo,woohoo,yay,hooray,yolo,baby,legend,exactly,flat,cash,firm,' +
    'ser,fren,fam,bro,man,mate,buddy,dude,anon,king,queen,easy,no doubt,of course,definitely,for sure,' +
    'seriously,serious,no joke,no kidding,not joking,not kidding,not a penny more,not a cent more,' +
    'do not care,i do not care,can not wait,not bad,not financial advice,nfa,in,lot number,good evening,good morning,' +
    'good afternoon,evening,morning,ftw,for the win,fire,fine,one more time,still in,and my soul,and my heart,and my love,and my thanks,and my axe,my first,first time,stunning,dope,sick,very,' +
    'my first,straight,special,done,deal,wallet,my wallet,paid from,in eth,total,i am in,im in,' +
    'one of one,one of ones,eyes,collector,collection,artist,would be an honor,an honor,honored,just the',
  no: 'no,nope,nah',
  fix:
    'no wait,wait no,wait,i mean,i meant,sorry,correction,make that,actually,oops,whoops,rather,instead,edit,' +
    'typo,i mean to say,sorry i meant,sorry i mean,my bad,no make it,no make that,no sorry,sorry no,' +
    'no actually,actually no,or rather,no i mean,wait i mean,correct that to,change that to,change it to,' +
    'change my bid to,should be,should read,let me correct,no no,actually make it,actually make that,err,er',
  about:
    'about,around,roughly,approximately,approx,circa,ca,or so,ish,more or less,something like,nearly,' +
    'almost,close to,just under,just over,give or take,somewhere around,in the region of,ballpark,between,somewhere',
  ceiling:
    'up to,max,maximum,at most,no more than,not more than,limit,my limit,as high as,as much as,proxy,' +
    'auto bid,autobid,cap,capped,under,below,less than,my max,my maximum,my max bid,max bid,maximum bid,' +
    'tops,not over,not exceeding,top out,ceiling',
  least:
    'at least,minimum,min,over,more than,above,north of,no less than,not less than,or more,or higher,' +
    'and up,or best offer,obo,upwards,starting from',
  raise:
    'i will match,i match,more,higher,raise by,raise it by,raise,raising,i raise,i will raise,increase by,increase,add,adding,' +
    'less,fewer,lower,short,behind,deeper,lesser,another,extra,one more,on top,double,triple,twice,next increment,increment,min bid,minimum bid,' +
    'min increment,minimum increment,match,matching,bump,bump by,top that,beat,plus,i see your,outbid by,' +
    'double it,half it,times,percent,smallest,minimum raise,one increment,whatever it takes,x,multiply',
  vague:
    'and my nft,and an nft,and my art,and my work,and my piece,and my painting,and my lot,including,incl,inclusive,testnet,sepolia,goerli,holesky,devnet,for both,both lots,for half of it,two of them,all of them,the other one,other one,one before,per item,per lot,per print,per nft,apiece,a day,a month,a week,a year,an hour,a minute,a second,per month,per week,per day,per year,per piece,a couple,couple of,couple,a few,few,several,some,dozens,a dozen,dozen,hundreds,thousands,millions,all in,everything,' +
    'all my,the same,same,whatever,any amount,the ask,asking bid,ask,asking price,grand,a grand,a ton,' +
    'an eth,an ether,an ethereum,a eth,a bitcoin,a btc,quarter,a quarter,third,a third,k,mil,mm,pair,a pair,' +
    'cents,cent,wei,gwei,finney,szabo,satoshi,sats,half a dozen,once eth,a bit,bucket,ones',
  would:
    'would,i would,id bid,id give,id go,id pay,id offer,i would bid,i would give,i would go,i would pay,' +
    'i would offer,i would say,i would do,would bid,would pay,would give,would go,would offer',
  want:
    'i want to,i wanna,want to,wanna,would like to,i would like to,i would love to,would love to,like to,' +
    'let me,allow me to,happy to,willing to,ready to,prepared to,looking to,able to,i can,can do,can pay,' +
    'to bid,i want,want,going to,gonna,i am going to,im gonna,fixing to,i am gonna,i need to,have to,got to,gotta,interested',
  doubt:
    'or not,first,i do not know if,i do not know whether,i do not care if,do not know if,do not know whether,not sure if,not sure whether,no idea if,maybe,perhaps,opening bid,opening bid is,new bid,new bid of,possibly,probably,idk,dunno,i guess,i think,i suppose,unsure,not sure,hmm,hm,umm,um,uh,' +
    'wow,omg,omfg,wtf,damn,insane,crazy,unbelievable,incredible,whoa,woah,holy,lol,lmao,lmfao,rofl,haha,' +
    'hahaha,hehe,ha,why not,i believe,i reckon,say,let us say,lets say,on behalf of,behalf,only,just,already,still,even,' +
    'starting at,start at,supposedly,allegedly,theoretically,technically,test,testing,for example,eg,e g,demo,hypothetically,😂,🤣,😆,😹,🤡,🙃,🤔,🤷,🙄,👎,❌,🚫,😜,😏',
  stale:
    'not showing,not show,not shown,not show up,not counted,not count,not registered,not register,not appear,skipped me,ignored me,missed me,' +
    'not see my,not seen,not acknowledged,not go through,not leading,not winning,as per,like i said,as i said',
  kidding:
    'psych,sike,april fool,prank,pranked,kidding,just kidding,jk,joking,just joking,joke,a joke,april fools,i kid,am kidding,i am kidding,i am joking,kiddin,jks',
  not:
    'not,never,nobody,none,nor,neither,cannot,nothing,no way,no chance,no longer,without,refuse,decline,no thanks,' +
    'no thank you,pass,i pass,hardly,stop,no bid,no bids,no more,hell no,not bidding,avoid,against,no one,no offer,' +
    'too rich,not a chance,aint,rather not,unable,not going',
  if:
    'payable,on credit,iou,pay later,if,unless,pending,installments,instalments,when,whenever,as long as,so long as,provided,providing,assuming,in case,only if,on condition,' +
    'depending,depends,subject to,contingent,should he,should it,should nobody,should no,should the,were i,had i,whether,' +
    'once it,once the,once i,once you,once we,once he,once they,suppose,supposing,imagine,what if,pretend,except,but only,' +
    'would have,could have,should have,as soon as,until,till,in exchange for,in return for,would if,conditional,conditionally',
  past:
    'at first,this morning,this afternoon,this week,this month,this year,back then,yesterday,last week,last night,last month,last year,last time,last auction,last lot,ago,earlier,previously,was,were,had,' +
    'did,have bid,have offered,i offered,offered,bidded,paid,bought,went for,went up,used to,once bid,i was bidding,' +
    'have been,already bid,i already bid,just bid,i just bid,have already,i have bid,back in,i gave,opened at,started at,ended,' +
    'won,lost,previous lot,the previous,the other lot,another lot,last one,the last one,other auction,another auction,opensea,blur,my last bid,my previous bid,my old bid,my earlier bid,my bid was,has bid,i placed,placed,i put in a bid,i went,raised,submitted,' +
    "outbid,remember,i think i bid,i said,ebay,christies,christie's,sothebys,sotheby's,phillips,superrare,rarible,zora,magic eden,coinbase,binance,kraken,uniswap,made a bid,made an offer,got,been,missed,last round,ended up,before i bid,because i bid,that i bid",
  later:
    'tomorrow,later,tonight,next week,next month,next time,next round,next auction,next year,next lot,next one,the next one,soon,in a bit,' +
    'in a minute,in a while,in a sec,in an hour,in a moment,at the end,after,eventually,someday,some day,one day,' +
    'before the end,this evening,this weekend,at noon,at midnight,end of the day,eod,weekend,on monday,on tuesday,' +
    'on wednesday,on thursday,on friday,on saturday,on sunday,monday,tuesday,wednesday,thursday,friday,saturday,sunday,' +
    'about to,about to bid,tmrw,tmr,noon,midnight,last second,last minute,at the last,then i,at close,at the close,in the end',
  might:
    'might,i might,i may,may bid,could,i could,should,i should,thinking of,thinking about,thinking,considering,consider,tempted,' +
    'plan to,planning,planning to,hope to,hoping to,i hope to,try to,dreaming,dream,wish,i wish,intend to,i intend,we should,they should,' +
    'ought to,someone should,want someone,if only,hypothetical,i will think,expect,expecting,debating,on the fence,wondering',
  ask: 'how,what,which,why,who,whose,where,any chance,wen,how much,how many,how do,how about,what about,tell me,anyone know',
  askFirst:
    'is,are,is it,is this,is that,is the,is there,are there,are you,do you,do i need,do we,does,did,did you,can i,can we,can you,' +
    'can someone,could i,could you,may i,shall i,should i,would you,will you,will it,will anyone,would anyone,is my,is my bid,' +
    'am i,can anyone,will there,has anyone,did anyone,is anyone,did i,do i,was it,was that',
  other:
    'he,she,they,someone,somebody,anyone,anybody,whoever,people,this guy bid,that guy bid,guy bid,' +
    'my friend,my wife,my husband,my brother,my boss,my dad,my mom,whale,whales,another bidder,bidder,bidders,the host,you bid,u bid,everyone bid,everybody bid,all bid,people bid,guys bid,guys please bid,folks bid,friends bid,let us bid,let us all bid,go on bid,go on and bid,go ahead bid,go ahead and bid,come on bid,bid everyone,bid people,bid guys,bid folks,bid everybody,' +
    'you offer,you said,you have,you want,bids,offers,outbids,says,said,wants,gives,goes,others,other people,everybody,your bid,' +
    'his bid,her bid,their bid,you guys,you all,user,users,a bot,bots,whoever bid,you should,you can,you could,you must,you go,you will,told,tells,claims,according,tell,know,knows,knew,heard,hear,thinks,thought,forgot,regret,regrets,notice,noticed,ignored,swear',
  report:
    'current bid,current price,high bid,highest bid,highest,top bid,last bid,winning bid,leading bid,latest bid,' +
    'previous bid,my current bid,starting bid,starting price,start price,opening price,reserve,floor,floor price,worth,price,valued,value,costs,' +
    'cost,goes for,going for,listed,listing,market cap,mcap,volume,gas,balance,' +
    'in a wallet,in my wallet,in escrow,into escrow,in my portfolio,in taxes,in debt,reward,rewards,bounty,for information,in rent,in my bag,position,positions,earn,budget,bid is at,it is at,we are at,at present,new high bid,bid history,bid war,bidding war,wallet has,my wallet has,is a lot,a lot of,a lot,' +
    'too much,too high,too low,too expensive,overpriced,cheap,expensive,way too,not enough,would be,for sale,selling,' +
    'sell,sells,i sell,deposit,deposited,sent,send,sending,transfer,transferred,fee,fees,royalty,royalties,profit,loss,tip,tipped,donate,' +
    'each,every,usually,always,normally,often,typically,generally,now at,everyday,i saw,i see,i heard,looks like,seems,seems like,hit,hits,reached,reaches,crossed,ath,estimate,estimated,estimates,' +
    'starts at,predict,prediction,i bet,bet,bets,my guess,guess,guessing,guesses,borrow,loan,owe,owes,spent,spend,spending,rich,' +
    'bid of the,pot,prize,bid so far,so far,stands at,sits at,up from,down from,record,bid count,nice bid,great bid,good bid,what a bid,' +
    'the bid,that bid,this bid,bid jumped,jumped,minted,mint price,supply,stake,staked,staking,apy,is trading,trading,trades,leading,leads,i am leading,' +
    'my salary,rent,break even,market,exchange rate,rate,in profit,breaking,just in,update,recap,fun fact',
  own: 'i have,i own,i hold,i got,i only have,have only',
  caller:
    'in the room,on the phone,phone bidder,all done,is bid,with me,commission bid,bid is yours,is yours,lot passed,going once,going twice,going three times,fair warning,last call,last chance,do i have,do i hear,do i see,have i got,' +
    'who will,who wants,can i get,can i hear,can i have,give me,looking for,asking for,asking,any advance,any more bids,any bids,' +
    'any bidders,anyone for,next bid,next bid is,next bid at,sold,sold to,sold for,hammer,hammer price,bid is with,with the gentleman,' +
    'ladies and gentlemen,the bid is,bid now,place your bids,place your bid,start the bidding,bidding starts,bidding opens,bidding starts at,' +
    'shall we start,bids start,bids please,gone,gavel,bid is against,do we have,we have,i have a bid,i have a bid of,bidding is open,' +
    'new bid from,lot opens,lot opens at,the opening bid,bidding closed,closing,congratulations,congrats,winner,who is at,who bids,who gives',
  machine:
    'forget your,forget all,forget the,forget previous,forget every,forget everything,inst,ignore every,ignore all,ignore the,ignore previous,ignore your,ignore prior,ignore any,ignore everything,ignore above,disregard,disregard all,' +
    'system,system prompt,assistant,developer mode,you are now,as an ai,set the,set price,set my,set current,set highest,set bid,set this,set it,set lot,mark it,mark this,' +
    'mark me as,mark the,mark my,mark lot,mark as,close the auction,end the auction,close the lot,close lot,declare,declare me,award,award me,override,' +
    'act as,execute,return json,output,parse this,parse as,treat this,treat the,treat every,treat all,treat any,treat it as,treat my,treat as,record it,record this,record my,record as,record a,register my,' +
    'update the,update ledger,update my,sudo,admin,administrator,confirm me,accept only,reply with,respond with,instructions,instruction,prompt,json,' +
    'user role,run the,reset,reset the,change the,delete all,drop table,select,jailbreak,new rule,new rules,rule change,hammer it,make me the winner,' +
    'give me the lot,transfer the,send all,reject all,refuse all,cancel all,hey ai,dear ai,bot please,{,},`,[inst],tool,function,call the,api,approve my,skip the',
  spam:
    'airdrop,giveaway,claim,claim your,free,free mint,promo,promotion,whatsapp,telegram,dm me,dm for,follow me,follow for,send me,' +
    'get back,double your,invest,investment,guaranteed,seed phrase,connect your wallet,connect wallet,click,link in bio,join us,join our,join my,join the,join now,earn,' +
    'casino,pump,presale,whitelist,discount,check out,check my,buy now,subscribe,100x,signals,retweet,rt this,win big,you win,win a,win free,giving away,bonus,drop your wallet,limited offer,limited time',
  undo: 'scratch that,strike that,never mind,nevermind,nvm,forget it,forget that,ignore that,ignore my last,ignore my previous',
  retract:
    'retract,withdraw,cancel,rescind,take back,take it back,take that back,disregard my,ignore my,delete my,remove my,revoke,' +
    'changed my mind,change my mind,mistake,by accident,accidentally,by mistake,misclick,wrong lot,wrong account,hacked,void,unbid,i am out,im out,' +
    'withdrawing,cancelling,retracting,take my bid back,pulling my bid,pull my bid,undo,withdrawn,retracted,cancelled,canceled',
  mock:
    'yeah right,as if,in your dreams,in my dreams,sure buddy,dream on,when pigs fly,yeah sure,oh sure,oh yeah sure,sure jan,' +
    'monopoly money,imaginary,fake,sarcasm,ya right,what a steal,what a bargain,such a bargain,for a jpeg,for a jpg,for a picture,for this garbage,for this trash,garbage,trash,rubbish,ugly,scam',
  numbers:
    'one=1?,two=2,three=3,four=4,five=5,six=6,seven=7,eight=8,nine=9,ten=10,eleven=11,twelve=12,thirteen=13,fourteen=14,' +
    'fifteen=15,sixteen=16,seventeen=17,eighteen=18,nineteen=19,twenty=20,thirty=30,forty=40,fifty=50,sixty=60,seventy=70,' +
    'eighty=80,ninety=90,hundred=100,thousand=1000,million=1000000,zero=0,a hundred=100,a thousand=1000,a million=1000000',
  half: 'half,half an,half a,half of an,half of a,a half,one half',
  andHalf: 'and a half,and half,and one half',
  point: 'point,dot',
};
