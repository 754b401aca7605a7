import type { Vocabulary } from './vocabulary.js';

export const turkish: Vocabulary = {
  self:
    'veriyorum,teklif ediyorum,teklifim,benim teklifim,ben veriyorum,ödüyorum,çıkıyorum,basıyorum,pey sürüyorum,teklif veriyorum,koyuyorum,sunuyorum,alıyorum,' +
    'öneriyorum,açılışı yapıyorum,ben teklif ediyorum,veriyoruz,teklif ediyoruz,benden,a çıkıyorum,e çıkıyorum,ye çıkıyorum,ya çıkıyorum,a yükseltiyorum,e yükseltiyorum,ye yükseltiyorum,ye artırıyorum,e artırıyorum,a artırıyorum,teklifim bu,verdim gitti',
  bare: 'teklif,pey,benim pey',
  is: 'dir,dır',
  and: 've,ama,o zaman,fakat',
  now: 'şimdi,bugün,hemen',
  range: 'ila',
  or: 'veya,ya da,yada,yahut',
  duration: 'dakika,saniye,saat,gün,hafta,yıl',
  filler:
    'çünkü,lütfen,teşekkürler,teşekkür ederim,sağol,merhaba,selam,iyi akşamlar,günaydın,evet,tamam,olur,peki,için,bu,şu,lot,eser,eseri,esere,parça,tablo,arkadaşlar,hadi,haydi,ben,benim,' +
    'çok güzel,harika,muhteşem,güzel,ye,e,a,ya,den,dan,lik,luk,i,yi,ile,bir,buna,bunun,süper,buyurun,beyler,hocam,tabii',
  fix: 'pardon,yani,düzeltme,düzeltiyorum,yok pardon,özür dilerim,demek istedim,hayır pardon,daha doğrusu,aslında,yanlış yazdım,yok yok,yok',
  no: 'hayır',
  about: 'yaklaşık,civarı,civarında,aşağı yukarı,neredeyse,arası,arasında,kadar,gibi,falan,filan',
  ceiling: 'en fazla,maksimum,azami,en çok,limit,limitim,altında,den az,kadar çıkarım',
  least: 'en az,minimum,asgari,üstü,üzeri,üzerinde,den fazla,ve üzeri',
  raise:
    'daha,artırıyorum,yükseltiyorum,artır,artırım,ekliyorum,fazla,iki katı,katı,minimum teklif,fazladan,üstüne,bir tane daha',
  vague: 'birkaç,bir kaç,birçok,hepsi,aynı,çeyrek,bir çift,düzine,tane,tüm',
  would: 'verirdim,teklif ederdim,veririm,öderim,öderdim,çıkarım,teklif ederim',
  want: 'istiyorum,vermek istiyorum,verebilirim,vermek,teklif etmek,teklif etmek istiyorum,hazırım,isterim,vereyim,vereceğim,teklif edeceğim,ödeyeceğim,isterdim',
  doubt:
    'belki,galiba,sanırım,bilmem,bilmiyorum,haha,sadece,yalnızca,hâlâ,hala,vay,vay be,inanılmaz,oha,neden olmasın,muhtemelen,herhalde,zaten,diyelim',
  kidding: 'şaka,şaka yapıyorum,şaka yaptım,şakaydı,dalga geçiyorum,şaka şaka',
  not: 'değil,vermezdim,vermiyorum,teklif etmiyorum,vermem,asla,hiç,kimse,yapmıyorum,ödemem,vermeyeceğim,istemiyorum,çıkmıyorum,pas,olmaz,etmem,etmiyorum,ne de',
  if: 'eğer,olursa,ise,şartıyla,sürece,takdirde,düşerse,inerse,çıkarsa,vermezse,eğer ki,olsa,olsaydı,karşılığında,yoksa,kimse vermezse,bitmezse',
  past: 'dün,verilmiş,verdim,teklif ettim,verdi,teklif etti,verdiler,ödedim,ödedi,aldım,sattım,satıldı,önce,geçen,geçen hafta,geçen sefer,önceki,vermiştim,etmişti,vermiş,vermişti,idi,oldu,az önce,kazandım,kaybettim,ettim,etti,ediyordum,veriyordum',
  later:
    'yarın,sonra,birazdan,daha sonra,gelecek,haftaya,bu akşam,bu gece,akşama,yakında,bir dahaki,sonunda,pazartesi,salı,çarşamba,perşembe,cuma,cumartesi,pazar',
  might:
    'düşünüyorum,vermeyi düşünüyorum,planlıyorum,umarım,keşke,verebilirdim,versem,belki veririm,niyetim,versem mi',
  ask: 'mı,mu,mü,kaç,ne kadar,ne,nasıl,kim,nerede,neden,hangi,var mı,miyim,mıyım,muyum,müyüm,misin,musun,kaça,veren var mı,artıran var mı',
  other:
    'onlar,siz,sen,biri,birisi,arkadaşım,başkası,veriyor,teklif ediyor,veriyorlar,diyor,dedi,diyorlar,onun teklifi,adam,herkes,ediyor',
  report:
    'mevcut teklif,şu anki teklif,en yüksek teklif,son teklif,fiyat,fiyatı,değer,değeri,eder,tutar,rezerv,bakiye,bende,param,satıyorum,çok pahalı,pahalı,ucuz,çok fazla,çok,başlangıç fiyatı,başlangıç,bütçem,şu an,şu anda,açılış fiyatı',
  caller:
    'satıyorum satıyorum,sattım,satıldı,yok mu artıran,artıran,son şans,sonraki teklif,teklif veren,satıyorum sattım',
  machine:
    'yoksay,yok say,görmezden gel,unut,talimatları,talimatlar,sistem,ayarla,fiyatı ayarla,fiyatı,işaretle,kapat,müzayedeyi kapat,ilan et,kaydet,gibi davran,cevap ver',
  spam: 'çekiliş,bedava,ücretsiz,kazan,takip et,yatırım,tıkla,hediye',
  undo: 'boşver,unut gitsin,neyse',
  retract:
    'geri çekiyorum,çekiyorum,iptal,iptal et,iptal ediyorum,vazgeçtim,yanlışlıkla,hata,geri alıyorum,vazgeçiyorum',
  mock: 'rüyanda,hayal et,çöp,dolandırıcılık,tabi tabi,hadi canım,tabii tabii',
  numbers:
    'bir=1?,iki=2,üç=3,dört=4,beş=5,altı=6,yedi=7,sekiz=8,dokuz=9,yirmi=20,otuz=30,kırk=40,elli=50,yüz=100,bin=1000?,sıfır=0,onbir=11,oniki=12,on bir=11,on iki=12,onbeş=15,on beş=15',
  half: 'yarım,yarım tane',
  andHalf: 'buçuk',
  point: 'virgül,nokta',
};
