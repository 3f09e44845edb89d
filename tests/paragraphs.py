"""A paragraph in each language: a statement, an unlike one, and the first once more with a word or two added."""

from __future__ import annotations

from collections.abc import Mapping

PARAGRAPHS: Mapping[str, tuple[str, str, str]] = {
    "ar": (
        "وافق المجلس على شراء عبارة جديدة للجزيرة.",
        "كان المخبز في الميناء مغلقا قبل الشتاء بسبب العاصفة.",
        "وافق المجلس أمس على شراء عبارة جديدة للجزيرة.",
    ),
    "bg": (
        "Съветът одобри нов ферибот за острова.",
        "Пекарната на пристанището беше затворена през зимата заради бурята.",
        "Вчера съветът одобри нов ферибот за острова.",
    ),
    "ca": (
        "El consell va aprovar un nou transbordador per a l’illa.",
        "El forn del port és tancat a l’hivern per la tempesta.",
        "Ahir el consell va aprovar un nou transbordador per a l’illa.",
    ),
    "cs": (
        "Rada schválila nový trajekt pro ostrov.",
        "Pekárna v přístavu byla v zimě zavřená kvůli bouři.",
        "Včera rada schválila nový trajekt pro ostrov.",
    ),
    "da": (
        "Rådet godkendte en ny færge til øen.",
        "Bageriet ved havnen var lukket om vinteren efter stormen.",
        "I går godkendte rådet en ny færge til øen.",
    ),
    "de": (
        "Der Rat genehmigte eine neue Fähre für die Insel.",
        "Die Bäckerei am Hafen war im Winter wegen des Sturms geschlossen.",
        "Gestern genehmigte der Rat eine neue Fähre für die Insel.",
    ),
    "el": (
        "Το συμβούλιο ενέκρινε νέο πλοίο για το νησί.",
        "Ο φούρνος στο λιμάνι ήταν κλειστός τον χειμώνα λόγω της καταιγίδας.",
        "Χθες το συμβούλιο ενέκρινε νέο πλοίο για το νησί.",
    ),
    "en": (
        "The council approved a new ferry for the island.",
        "The bakery at the harbour was closed in winter because of the storm.",
        "Yesterday the council approved a new ferry for the island.",
    ),
    "es": (
        "El consejo aprobó un nuevo transbordador para la isla.",
        "La panadería del puerto estaba cerrada en invierno por la tormenta.",
        "Ayer el consejo aprobó un nuevo transbordador para la isla.",
    ),
    "et": (
        "Volikogu kiitis heaks uue praami saare jaoks.",
        "Sadama pagaritöökoda oli talvel tormi tõttu suletud.",
        "Eile kiitis volikogu heaks uue praami saare jaoks.",
    ),
    "fa": (
        "شورا کشتی تازه‌ای را برای جزیره تصویب کرد.",
        "نانوایی بندر در زمستان به دلیل توفان بسته بود.",
        "دیروز شورا کشتی تازه‌ای را برای جزیره تصویب کرد.",
    ),
    "fi": (
        "Valtuusto hyväksyi uuden lautan saarelle.",
        "Sataman leipomo oli talvella kiinni myrskyn takia, ja se on vielä kiinni.",
        "Eilen valtuusto hyväksyi uuden lautan saarelle.",
    ),
    "fr": (
        "Le conseil a approuvé un nouveau bac pour l’île.",
        "La boulangerie du port était fermée en hiver à cause de la tempête.",
        "Hier, le conseil a approuvé un nouveau bac pour l’île.",
    ),
    "he": (
        "המועצה אישרה מעבורת חדשה לאי.",
        "המאפייה בנמל הייתה סגורה בחורף בגלל הסערה.",
        "אתמול המועצה אישרה מעבורת חדשה לאי.",
    ),
    "hi": (
        "परिषद ने द्वीप के लिए नई नौका को मंजूरी दी।",
        "बंदरगाह की बेकरी तूफान के कारण सर्दियों में बंद थी।",
        "कल परिषद ने द्वीप के लिए नई नौका को मंजूरी दी।",
    ),
    "hu": (
        "A tanács jóváhagyta az új kompot a sziget számára.",
        "A kikötői pékség télen zárva volt a vihar miatt.",
        "Tegnap a tanács jóváhagyta az új kompot a sziget számára.",
    ),
    "id": (
        "Dewan menyetujui feri baru untuk pulau itu.",
        "Toko roti di pelabuhan tutup pada musim dingin karena badai.",
        "Kemarin dewan menyetujui feri baru untuk pulau itu.",
    ),
    "it": (
        "Il consiglio ha approvato un nuovo traghetto per l’isola.",
        "Il forno del porto era chiuso in inverno a causa della tempesta.",
        "Ieri il consiglio ha approvato un nuovo traghetto per l’isola.",
    ),
    "ja": (
        "評議会は島の新しいフェリーを承認した。",
        "港のパン屋は嵐のために冬の間閉まっていた。",
        "昨日、評議会は島の新しいフェリーを承認した。",
    ),
    "ko": (
        "의회는 섬을 위한 새 여객선을 승인했다.",
        "항구의 빵집은 폭풍 때문에 겨울에 문을 닫았다.",
        "어제 의회는 섬을 위한 새 여객선을 승인했다.",
    ),
    "nl": (
        "De raad keurde een nieuwe veerboot voor het eiland goed.",
        "De bakkerij aan de haven was in de winter gesloten door de storm.",
        "Gisteren keurde de raad een nieuwe veerboot voor het eiland goed.",
    ),
    "no": (
        "Rådet godkjente en ny ferje til øya.",
        "Bakeriet ved havna var stengt om vinteren etter stormen.",
        "Etter debatten godkjente rådet en ny ferje til øya.",
    ),
    "pl": (
        "Rada zatwierdziła nowy prom dla wyspy.",
        "Piekarnia w porcie była zimą zamknięta z powodu burzy.",
        "Wczoraj rada zatwierdziła nowy prom dla wyspy.",
    ),
    "pt": (
        "O conselho aprovou uma nova balsa para a ilha.",
        "A padaria do porto estava fechada no inverno por causa da tempestade.",
        "Ontem o conselho aprovou uma nova balsa para a ilha.",
    ),
    "ro": (
        "Consiliul a aprobat un nou feribot pentru insulă.",
        "Brutăria din port era închisă iarna din cauza furtunii.",
        "Ieri consiliul a aprobat un nou feribot pentru insulă.",
    ),
    "ru": (
        "Совет одобрил новый паром для острова.",
        "Пекарня в порту была закрыта зимой из-за бури.",
        "Вчера совет одобрил новый паром для острова.",
    ),
    "sk": (
        "Rada schválila nový trajekt pre ostrov.",
        "Pekáreň v prístave bola v zime zatvorená pre búrku.",
        "Včera rada schválila nový trajekt pre ostrov.",
    ),
    "sl": (
        "Svet je odobril nov trajekt za otok.",
        "Pekarna v pristanišču je bila pozimi zaprta zaradi nevihte.",
        "Včeraj je svet odobril nov trajekt za otok.",
    ),
    "sv": (
        "Rådet godkände en ny färja till ön.",
        "Bageriet vid hamnen var stängt på vintern efter stormen.",
        "I går godkände rådet en ny färja till ön.",
    ),
    "th": (
        "สภาอนุมัติเรือข้ามฟากลำใหม่สำหรับเกาะแห่งนี้",
        "ร้านขนมปังริมท่าเรือปิดตลอดฤดูหนาวเพราะพายุรุนแรง",
        "เมื่อวานนี้สภาอนุมัติเรือข้ามฟากลำใหม่สำหรับเกาะแห่งนี้",
    ),
    "tr": (
        "Meclis ada için yeni bir vapur onayladı.",
        "Limandaki fırın fırtına nedeniyle kışın kapalıydı.",
        "Dün meclis ada için yeni bir vapur onayladı.",
    ),
    "uk": (
        "Рада схвалила новий пором для острова.",
        "Пекарня в порту була взимку зачинена через бурю.",
        "Учора рада схвалила новий пором для острова.",
    ),
    "zh": (
        "委员会批准了岛上的新渡轮。",
        "港口的面包店冬天因为暴风雨而关门。",
        "昨天委员会批准了岛上的新渡轮。",
    ),
}
