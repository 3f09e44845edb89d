"""Paragraphs on one subject in many languages, near relations among them: which language is each in?"""

from __future__ import annotations

from collections.abc import Mapping

NEAR: Mapping[str, str] = {
    "da": (
        "Biblioteket i den lille by åbnede igen i mandags efter to års ombygning. Børnene løb straks hen til "
        "hylderne med tegneserier, mens deres forældre kiggede på den nye læsesal. Lederen fortæller, at huset nu "
        "bruger halvt så meget strøm som før, og hun håber, at flere unge vil komme forbi om aftenen."
    ),
    "no": (
        "Biblioteket i den lille byen åpnet igjen på mandag etter to års ombygging. Barna løp straks bort til "
        "hyllene med tegneserier, mens foreldrene kikket på den nye lesesalen. Lederen forteller at huset nå "
        "bruker halvparten så mye strøm som før, og hun håper at flere unge vil komme innom om kvelden."
    ),
    "sv": (
        "Biblioteket i den lilla staden öppnade igen i måndags efter två års ombyggnad. Barnen sprang genast fram "
        "till hyllorna med serier, medan föräldrarna tittade på den nya läsesalen. Chefen berättar att huset nu "
        "använder hälften så mycket ström som förut, och hon hoppas att fler unga kommer förbi på kvällen."
    ),
    "cs": (
        "Knihovna v malém městě se v pondělí po dvou letech oprav znovu otevřela. Děti hned běžely k policím s "
        "komiksy, zatímco rodiče si prohlíželi novou čítárnu. Vedoucí říká, že dům teď spotřebuje polovinu "
        "elektřiny, a doufá, že večer bude chodit více mladých lidí."
    ),
    "sk": (
        "Knižnica v malom meste sa v pondelok po dvoch rokoch opráv znovu otvorila. Deti hneď bežali k policiam s "
        "komiksami, kým rodičia si prezerali novú čitáreň. Vedúca hovorí, že dom teraz spotrebuje polovicu "
        "elektriny, a dúfa, že večer bude chodiť viac mladých ľudí."
    ),
    "es": (
        "La biblioteca del pequeño pueblo volvió a abrir el lunes tras dos años de obras. Los niños corrieron "
        "hacia los estantes de tebeos mientras sus padres miraban la nueva sala de lectura. La directora cuenta "
        "que el edificio gasta ahora la mitad de electricidad, y espera que por la tarde vengan más jóvenes."
    ),
    "pt": (
        "A biblioteca da pequena vila voltou a abrir na segunda-feira depois de dois anos de obras. As crianças "
        "correram para as prateleiras de banda desenhada enquanto os pais olhavam a nova sala de leitura. A "
        "diretora conta que o edifício gasta agora metade da eletricidade e espera que mais jovens venham ao fim "
        "da tarde."
    ),
    "ca": (
        "La biblioteca del petit poble va tornar a obrir dilluns després de dos anys d’obres. Els nens van córrer "
        "cap als prestatges de còmics mentre els pares miraven la nova sala de lectura. La directora explica que "
        "l’edifici gasta ara la meitat d’electricitat, i espera que al vespre hi vinguin més joves."
    ),
    "ro": (
        "Biblioteca din orășelul nostru s-a redeschis luni după doi ani de lucrări. Copiii au alergat imediat la "
        "rafturile cu benzi desenate, în timp ce părinții priveau noua sală de lectură. Directoarea spune că acum "
        "clădirea consumă jumătate din curent și speră că seara vor veni mai mulți tineri."
    ),
    "it": (
        "La biblioteca del piccolo paese ha riaperto lunedì dopo due anni di lavori. I bambini sono corsi subito "
        "agli scaffali dei fumetti mentre i genitori guardavano la nuova sala di lettura. La direttrice racconta "
        "che l’edificio consuma ora metà della corrente e spera che di sera vengano più giovani."
    ),
    "fr": (
        "La bibliothèque de la petite ville a rouvert lundi après deux ans de travaux. Les enfants ont couru "
        "aussitôt vers les rayons de bandes dessinées pendant que leurs parents regardaient la nouvelle salle de "
        "lecture. La directrice raconte que le bâtiment consomme moitié moins de courant et espère voir plus de "
        "jeunes le soir."
    ),
    "ru": (
        "Библиотека в маленьком городе снова открылась в понедельник после двух лет ремонта. Дети сразу побежали к "
        "полкам с комиксами, пока родители рассматривали новый читальный зал. Директор говорит, что здание теперь "
        "потребляет вдвое меньше энергии, и надеется, что вечером будет больше молодых людей."
    ),
    "uk": (
        "Бібліотека в маленькому місті знову відкрилася в понеділок після двох років ремонту. Діти одразу побігли "
        "до полиць з коміксами, поки батьки розглядали новий читальний зал. Директорка каже, що будинок тепер "
        "споживає вдвічі менше енергії, і сподівається, що ввечері приходитиме більше молоді."
    ),
    "bg": (
        "Библиотеката в малкия град отвори отново в понеделник след две години ремонт. Децата веднага изтичаха до "
        "рафтовете с комикси, докато родителите разглеждаха новата читалня. Директорката казва, че сградата сега "
        "харчи половината ток, и се надява вечер да идват повече млади хора."
    ),
    "ar": (
        "أعيد افتتاح المكتبة في البلدة الصغيرة يوم الاثنين بعد عامين من الترميم. ركض الأطفال فورا نحو رفوف القصص "
        "المصورة بينما كان آباؤهم ينظرون إلى قاعة القراءة الجديدة. وتقول المديرة إن المبنى يستهلك الآن نصف "
        "الكهرباء."
    ),
    "fa": (
        "کتابخانه شهر کوچک روز دوشنبه پس از دو سال بازسازی دوباره باز شد. بچه‌ها فورا به سوی قفسه‌های داستان‌های "
        "مصور دویدند و پدر و مادرشان تالار تازه مطالعه را تماشا کردند. مدیر می‌گوید ساختمان اکنون نصف برق را مصرف "
        "می‌کند."
    ),
    "zh": (
        "小镇的图书馆经过两年的改建，星期一重新开放。孩子们马上跑到漫画书架前，父母则参观新的阅览室"
        "。馆长说，这座楼现在只用一半的电，她希望晚上有更多年轻人来。"
    ),
    "ja": (
        "小さな町の図書館は二年間の改修工事を終え、月曜日に再び開館した。子どもたちはすぐに漫画の棚"
        "へ走り、両親は新しい閲覧室を眺めた。館長は電気の使用量が半分になったと話している。"
    ),
    "nl": (
        "De bibliotheek in het kleine stadje ging maandag weer open na twee jaar verbouwen. De kinderen renden "
        "meteen naar de planken met stripboeken, terwijl hun ouders de nieuwe leeszaal bekeken. De directeur "
        "vertelt dat het gebouw nu half zoveel stroom verbruikt en hoopt dat er ’s avonds meer jongeren "
        "langskomen."
    ),
    "de": (
        "Die Bücherei in der kleinen Stadt öffnete am Montag nach zwei Jahren Umbau wieder. Die Kinder liefen "
        "sofort zu den Regalen mit Comics, während ihre Eltern den neuen Lesesaal ansahen. Die Leiterin erzählt, "
        "dass das Haus jetzt halb so viel Strom braucht, und hofft, dass abends mehr junge Leute kommen."
    ),
    "pl": (
        "Biblioteka w małym miasteczku została w poniedziałek ponownie otwarta po dwóch latach remontu. Dzieci od "
        "razu pobiegły do półek z komiksami, a rodzice oglądali nową czytelnię. Dyrektorka mówi, że budynek zużywa "
        "teraz połowę prądu, i ma nadzieję, że wieczorem przyjdzie więcej młodych ludzi."
    ),
    "sl": (
        "Knjižnica v majhnem mestu se je v ponedeljek po dveh letih prenove znova odprla. Otroci so takoj stekli k "
        "policam s stripi, starši pa so si ogledovali novo čitalnico. Direktorica pravi, da hiša zdaj porabi "
        "polovico elektrike, in upa, da bo zvečer prišlo več mladih."
    ),
    "fi": (
        "Pienen kaupungin kirjasto avattiin maanantaina uudelleen kahden vuoden remontin jälkeen. Lapset juoksivat "
        "heti sarjakuvahyllyille, kun taas vanhemmat katselivat uutta lukusalia. Johtaja kertoo, että talo "
        "kuluttaa nyt puolet vähemmän sähköä, ja hän toivoo iltaisin lisää nuoria."
    ),
    "et": (
        "Väikese linna raamatukogu avati esmaspäeval pärast kaheaastast remonti uuesti. Lapsed jooksid kohe "
        "koomiksiriiulite juurde, samal ajal kui vanemad vaatasid uut lugemissaali. Juhataja räägib, et maja "
        "kulutab nüüd poole vähem elektrit, ja loodab, et õhtuti tuleb rohkem noori."
    ),
    "hu": (
        "A kisváros könyvtára hétfőn két év felújítás után újra megnyílt. A gyerekek rögtön a képregények "
        "polcaihoz szaladtak, a szülők pedig az új olvasótermet nézték. Az igazgató elmondta, hogy az épület most "
        "fele annyi áramot használ, és reméli, hogy este több fiatal jön."
    ),
    "id": (
        "Perpustakaan di kota kecil itu dibuka kembali pada hari Senin setelah dua tahun perbaikan. Anak-anak "
        "langsung berlari ke rak komik, sedangkan orang tua mereka melihat ruang baca yang baru. Kepala "
        "perpustakaan mengatakan gedung itu kini memakai setengah listrik."
    ),
    "tr": (
        "Küçük kasabanın kütüphanesi iki yıllık onarımdan sonra pazartesi günü yeniden açıldı. Çocuklar hemen "
        "çizgi roman raflarına koştu, anne babaları ise yeni okuma salonuna baktı. Müdür, binanın artık yarı "
        "yarıya daha az elektrik harcadığını söylüyor."
    ),
}
