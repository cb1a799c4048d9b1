//! Cities and regions that people name, by their zones; old names of zones; abbreviations.

/// A zone a line. A comma parts the places, the well-known ones first; a stroke parts the names of one place,
/// the first of which is shown. How many places a zone has also says how often it is meant.
pub const CITIES: &str = "
Africa/Abidjan = Yamoussoukro
Africa/Accra = Kumasi
Africa/Addis_Ababa = Addis Ababa|Addis Abeba|አዲስ አበባ
Africa/Algiers = Algiers|Alger, Oran
Africa/Cairo = Cairo|القاهرة|Kairo|Le Caire, Alexandria, Giza
Africa/Casablanca = Casablanca|الدار البيضاء, Rabat, Marrakesh|Marrakech, Fez|Fes, Tangier|Tanger, Agadir
Africa/Dakar = Touba
Africa/Dar_es_Salaam = Dodoma, Zanzibar, Arusha
Africa/Douala = Yaoundé
Africa/Harare = Bulawayo
Africa/Johannesburg = Johannesburg|Joburg, Cape Town|Kaapstad, Durban, Pretoria, Port Elizabeth|Gqeberha, Bloemfontein
Africa/Kampala = Entebbe
Africa/Khartoum = Omdurman
Africa/Kinshasa = Matadi
Africa/Lagos = Abuja, Kano, Ibadan, Port Harcourt, Benin City
Africa/Lusaka = Livingstone
Africa/Maputo = Beira
Africa/Nairobi = Mombasa, Kisumu
Africa/Tunis = Tunis|تونس, Sfax
America/Anchorage = Alaska, Fairbanks
America/Argentina/Buenos_Aires = La Plata, Mar del Plata
America/Argentina/Cordoba = Córdoba (Argentina)|Cordoba, Rosario
America/Asuncion = Asunción
America/Bahia = Salvador|Salvador da Bahia
America/Bogota = Bogotá, Medellín, Cali, Barranquilla, Cartagena (Colombia)|Cartagena
America/Boise = Idaho
America/Cancun = Cancún, Playa del Carmen, Tulum
America/Caracas = Maracaibo, Valencia (Venezuela)|Valencia
America/Chicago = Chicago, Houston, Dallas, Austin, Minneapolis, New Orleans, Nashville, Memphis, San Antonio, St. Louis|Saint Louis, \
Kansas City, Milwaukee, Oklahoma City, Omaha, Fort Worth, Texas, Illinois, Wisconsin, Minnesota, Iowa, Missouri, Arkansas, \
Louisiana, Mississippi, Alabama, Oklahoma, Nebraska, Kansas, Tulsa, Des Moines, Madison, Birmingham (Alabama)|Birmingham, \
St. Paul|Saint Paul, Tennessee, US Central|Central Time, North Dakota, South Dakota
America/Costa_Rica = San José (Costa Rica)|San Jose
America/Denver = Denver, Salt Lake City, Albuquerque, Colorado Springs, Colorado, Utah, New Mexico, Montana, Wyoming, Boulder, \
El Paso, Santa Fe, US Mountain|Mountain Time
America/Detroit = Michigan, Grand Rapids, Ann Arbor
America/Edmonton = Calgary, Alberta, Banff, Yellowknife
America/Fortaleza = Ceará, Natal
America/Guatemala = Guatemala City|Ciudad de Guatemala
America/Guayaquil = Quito, Cuenca
America/Halifax = Nova Scotia, Prince Edward Island
America/Havana = Havana|La Habana
America/Indiana/Indianapolis = Indiana
America/Jamaica = Kingston (Jamaica)|Kingston, Montego Bay
America/Kentucky/Louisville = Kentucky
America/La_Paz = Santa Cruz de la Sierra, Cochabamba
America/Lima = Arequipa, Cusco|Cuzco
America/Los_Angeles = Los Angeles|LA, San Francisco, Seattle, San Diego, Portland (Oregon)|Portland, Las Vegas, San Jose (California)|San Jose, \
Sacramento, Oakland, California, Oregon, Washington State|Washington, Nevada, Silicon Valley|Palo Alto, Long Beach, Fresno, Reno, \
Spokane, Berkeley, US Pacific|Pacific Time
America/Managua = León (Nicaragua)|Leon
America/Manaus = Amazonas
America/Merida = Mérida (Mexico)|Merida
America/Mexico_City = Mexico City|Ciudad de México|CDMX, Guadalajara, Puebla, Querétaro, Oaxaca, León (Mexico)|Leon, San Luis Potosí, Acapulco
America/Moncton = New Brunswick, Fredericton
America/Montevideo = Punta del Este
America/New_York = New York|NYC|New York City|Nueva York, Washington D.C.|Washington DC|Washington, Boston, Philadelphia, Miami, Atlanta, \
Baltimore, Charlotte, Pittsburgh, Orlando, Tampa, Cleveland, Columbus, Cincinnati, Raleigh, Buffalo, Florida, New Jersey, Massachusetts, \
Pennsylvania, Virginia, Maryland, North Carolina, South Carolina, Georgia (USA)|Georgia, Ohio, Connecticut, Maine, Vermont, Brooklyn, \
Richmond, Jacksonville, Portland (Maine)|Portland, Rhode Island, Delaware, New Hampshire, West Virginia, US Eastern|Eastern Time, Savannah
America/Nuuk = Greenland
America/Panama = Panama City|Ciudad de Panamá
America/Phoenix = Arizona, Tucson, Scottsdale
America/Puerto_Rico = San Juan (Puerto Rico)|San Juan
America/Recife = Pernambuco
America/Regina = Saskatchewan, Saskatoon
America/Santiago = Santiago de Chile, Valparaíso, Concepción
America/Sao_Paulo = São Paulo|Sao Paolo, Rio de Janeiro|Rio, Brasília|Brasilia, Belo Horizonte, Curitiba, Porto Alegre, Florianópolis, \
Campinas, Goiânia, Vitória
America/St_Johns = St. John's|Saint Johns, Newfoundland
America/Tegucigalpa = San Pedro Sula
America/Tijuana = Baja California, Ensenada, Mexicali
America/Toronto = Toronto, Montreal|Montréal, Ottawa, Quebec|Québec, Ontario, Hamilton (Ontario)|Hamilton, London (Ontario), Mississauga, \
Kitchener|Waterloo, Kingston (Ontario)|Kingston
America/Vancouver = British Columbia, Victoria (British Columbia)|Victoria, Surrey, Burnaby
America/Whitehorse = Yukon
America/Winnipeg = Manitoba
Asia/Almaty = Astana|Nur-Sultan, Shymkent
Asia/Amman = Amman|عمان
Asia/Baghdad = Baghdad|بغداد, Basra, Erbil
Asia/Bangkok = Bangkok|กรุงเทพ|Krung Thep, Chiang Mai, Phuket, Pattaya
Asia/Beirut = Beirut|بيروت|Beyrouth
Asia/Colombo = Kandy
Asia/Damascus = Damascus|دمشق, Aleppo
Asia/Dhaka = Dhaka|ঢাকা, Chittagong|Chattogram
Asia/Dubai = Dubai|دبي, Abu Dhabi|أبو ظبي, Sharjah
Asia/Ho_Chi_Minh = Ho Chi Minh City|Saigon|Hồ Chí Minh, Hanoi|Hà Nội, Da Nang|Đà Nẵng
Asia/Hong_Kong = Hong Kong|香港|Hongkong, Kowloon
Asia/Jakarta = Jakarta, Bandung, Surabaya, Yogyakarta, Medan, Semarang, Java, Sumatra
Asia/Jerusalem = Jerusalem|ירושלים, Tel Aviv|תל אביב, Haifa
Asia/Kabul = Kabul|کابل
Asia/Karachi = Karachi|کراچی, Lahore, Islamabad, Rawalpindi, Faisalabad, Peshawar
Asia/Kathmandu = Kathmandu|काठमाडौं, Pokhara
Asia/Kolkata = Kolkata|Calcutta|कोलकाता, Mumbai|Bombay|मुंबई, New Delhi|Delhi|दिल्ली, Bengaluru|Bangalore, Chennai|Madras, Hyderabad, \
Pune, Ahmedabad, Jaipur, Kochi|Cochin, Goa, Surat, Lucknow, Kerala, Gurgaon|Gurugram, Noida, Chandigarh, Nagpur, Indore
Asia/Kuala_Lumpur = Kuala Lumpur|KL, Penang, Johor Bahru
Asia/Kuching = Kota Kinabalu, Sabah, Sarawak
Asia/Makassar = Bali|Denpasar, Lombok
Asia/Manila = Manila, Quezon City, Cebu, Davao, Makati
Asia/Pyongyang = Pyongyang|평양
Asia/Qatar = Doha
Asia/Riyadh = Riyadh|الرياض, Jeddah|جدة, Mecca|مكة, Medina, Dammam
Asia/Seoul = Seoul|서울, Busan|부산, Incheon|인천, Daegu
Asia/Shanghai = Shanghai|上海, Beijing|北京|Peking, Shenzhen|深圳, Guangzhou|广州|Canton, Chengdu|成都, Chongqing|重庆, Wuhan|武汉, Hangzhou|杭州, \
Nanjing|南京, Tianjin|天津, Xi'an|Xian|西安, Suzhou|苏州, Harbin, Qingdao, Xiamen
Asia/Singapore = Singapore|Singapur|新加坡
Asia/Taipei = Taipei|台北, Kaohsiung|高雄, Taichung
Asia/Tashkent = Toshkent
Asia/Tbilisi = Tbilisi|თბილისი
Asia/Tehran = Tehran|تهران|Teheran, Isfahan|اصفهان, Mashhad|مشهد, Shiraz|شیراز
Asia/Tokyo = Tokyo|東京|Tokio, Osaka|大阪, Kyoto|京都, Yokohama|横浜, Nagoya|名古屋, Sapporo|札幌, Fukuoka|福岡, Kobe|神戸, Okinawa, Hiroshima
Asia/Ulaanbaatar = Ulan Bator
Asia/Yangon = Rangoon, Mandalay
Asia/Yekaterinburg = Yekaterinburg|Екатеринбург, Chelyabinsk|Челябинск, Perm (Russia)|Perm
Asia/Novosibirsk = Novosibirsk|Новосибирск
Asia/Yerevan = Yerevan|Երևան
Atlantic/Azores = Ponta Delgada|Açores
Atlantic/Canary = Canary Islands|Canarias|Islas Canarias, Tenerife, Las Palmas|Gran Canaria, Lanzarote, Fuerteventura
Atlantic/Cape_Verde = Praia
Atlantic/Madeira = Funchal
Atlantic/Reykjavik = Reykjavík
Australia/Adelaide = South Australia
Australia/Brisbane = Queensland, Gold Coast, Cairns, Townsville
Australia/Darwin = Northern Territory, Alice Springs
Australia/Hobart = Tasmania, Launceston
Australia/Melbourne = Melbourne, Victoria (Australia)|Victoria, Geelong, Ballarat
Australia/Perth = Western Australia, Fremantle
Australia/Sydney = Sydney, Canberra, Newcastle (Australia)|Newcastle, New South Wales, Wollongong, Byron Bay
Europe/Amsterdam = Amsterdam, Rotterdam, The Hague|Den Haag, Utrecht, Eindhoven, Groningen, Leiden, Maastricht
Europe/Athens = Athens|Αθήνα|Athina|Athen, Thessaloniki|Θεσσαλονίκη, Patras, Crete|Heraklion
Europe/Belgrade = Belgrade|Beograd|Београд, Novi Sad
Europe/Berlin = Berlin, Munich|München|Muenchen, Hamburg, Cologne|Köln|Koeln, Frankfurt, Stuttgart, Düsseldorf|Duesseldorf, Leipzig, Dresden, \
Hanover|Hannover, Nuremberg|Nürnberg, Bremen, Essen, Dortmund, Bonn, Freiburg, Heidelberg, Karlsruhe, Mannheim, Bavaria|Bayern, Münster, Mainz
Europe/Bratislava = Košice
Europe/Brussels = Brussels|Bruxelles|Brussel|Brüssel, Antwerp|Antwerpen, Ghent|Gent, Bruges|Brugge, Liège, Leuven
Europe/Bucharest = Bucharest|București|Bukarest, Cluj|Cluj-Napoca, Timișoara, Iași
Europe/Budapest = Debrecen, Szeged
Europe/Chisinau = Chișinău
Europe/Copenhagen = Copenhagen|København|Kopenhagen, Aarhus|Århus, Odense, Aalborg
Europe/Dublin = Cork, Galway, Limerick
Europe/Helsinki = Helsinki|Helsingfors, Espoo, Tampere, Turku, Oulu
Europe/Istanbul = Istanbul|İstanbul, Ankara, Izmir|İzmir, Antalya, Bursa
Europe/Kyiv = Kyiv|Kiev|Київ, Lviv|Львів, Odesa|Odessa|Одеса, Kharkiv|Харків, Dnipro
Europe/Lisbon = Lisbon|Lisboa|Lissabon|Lisbonne, Porto|Oporto, Braga, Coimbra, Faro|Algarve, Aveiro, Cascais
Europe/Ljubljana = Maribor
Europe/London = London|Londres|Londra, Manchester, Birmingham (England)|Birmingham, Liverpool, Leeds, Bristol, Edinburgh, Glasgow, Cardiff, \
Belfast, Oxford, Cambridge, England, Scotland, Wales, Northern Ireland, Sheffield, Newcastle (England)|Newcastle, Nottingham, Brighton, \
York, Aberdeen, Leicester, Southampton
Europe/Madrid = Madrid, Barcelona, Valencia (Spain)|Valencia, Seville|Sevilla, Bilbao, Málaga, Zaragoza, Granada, Córdoba (Spain)|Cordoba, \
Palma|Mallorca|Majorca, Ibiza, Catalonia|Catalunya|Cataluña, San Sebastián|Donostia, Murcia, Alicante
Europe/Malta = Valletta
Europe/Minsk = Minsk|Мінск|Минск
Europe/Moscow = Moscow|Москва|Moskau|Moskva, St. Petersburg|Saint Petersburg|Санкт-Петербург, Kazan|Казань, Nizhny Novgorod, Sochi, Rostov
Europe/Oslo = Bergen, Trondheim, Stavanger, Tromsø
Europe/Paris = Paris, Lyon, Marseille, Toulouse, Nice, Nantes, Bordeaux, Lille, Strasbourg, Montpellier, Rennes, Grenoble, Corsica|Corse, Cannes
Europe/Prague = Prague|Praha|Prag, Brno|Brünn, Ostrava
Europe/Riga = Rīga
Europe/Rome = Rome|Roma|Rom, Milan|Milano|Mailand, Naples|Napoli|Neapel, Turin|Torino, Florence|Firenze|Florenz, Venice|Venezia|Venedig, \
Bologna, Genoa|Genova, Palermo, Verona, Bari, Catania, Sicily|Sicilia, Sardinia|Sardegna, Pisa, Trieste
Europe/Sofia = Sofia|София, Plovdiv|Пловдив, Varna
Europe/Stockholm = Gothenburg|Göteborg, Malmö, Uppsala
Europe/Tallinn = Tartu
Europe/Tirane = Tirana|Tiranë
Europe/Vienna = Vienna|Wien|Vienne|Viena, Graz, Salzburg, Innsbruck, Linz
Europe/Vilnius = Kaunas
Europe/Warsaw = Warsaw|Warszawa|Warschau, Kraków|Krakow|Cracow, Gdańsk, Wrocław|Breslau, Poznań, Łódź, Katowice
Europe/Zagreb = Split, Dubrovnik, Rijeka
Europe/Zurich = Zürich|Zuerich, Geneva|Genève|Genf, Basel|Bâle, Bern|Berne, Lausanne, Lucerne|Luzern, Lugano, Winterthur
Indian/Mauritius = Port Louis
Indian/Reunion = Réunion, Saint-Denis
Pacific/Auckland = Auckland, Wellington, Christchurch, Hamilton (New Zealand)|Hamilton, Dunedin, Queenstown
Pacific/Fiji = Suva
Pacific/Guam = Hagåtña
Pacific/Honolulu = Honolulu, Hawaii, Maui
Pacific/Tahiti = Papeete
";

/// Old and other names of zones, which are accepted and stored under the present one.
pub const OLD_NAMES: &str = "
Africa/Asmara = Africa/Asmera
Africa/Bamako = Africa/Timbuktu
America/Adak = America/Atka US/Aleutian
America/Anchorage = US/Alaska
America/Argentina/Buenos_Aires = America/Buenos_Aires
America/Argentina/Catamarca = America/Argentina/ComodRivadavia America/Catamarca
America/Argentina/Cordoba = America/Cordoba America/Rosario
America/Argentina/Jujuy = America/Jujuy
America/Argentina/Mendoza = America/Mendoza
America/Atikokan = America/Coral_Harbour
America/Chicago = US/Central
America/Denver = America/Shiprock US/Mountain
America/Detroit = US/Michigan
America/Edmonton = America/Yellowknife Canada/Mountain
America/Halifax = Canada/Atlantic
America/Indiana/Indianapolis = America/Fort_Wayne America/Indianapolis US/East-Indiana
America/Indiana/Knox = America/Knox_IN US/Indiana-Starke
America/Iqaluit = America/Pangnirtung
America/Kentucky/Louisville = America/Louisville
America/Los_Angeles = US/Pacific
America/Manaus = Brazil/West
America/Mazatlan = Mexico/BajaSur
America/Mexico_City = Mexico/General
America/New_York = US/Eastern
America/Noronha = Brazil/DeNoronha
America/Nuuk = America/Godthab
America/Phoenix = US/Arizona
America/Regina = Canada/Saskatchewan
America/Rio_Branco = America/Porto_Acre Brazil/Acre
America/Santiago = Chile/Continental
America/Sao_Paulo = Brazil/East
America/St_Johns = Canada/Newfoundland
America/St_Thomas = America/Virgin
America/Tijuana = America/Ensenada America/Santa_Isabel Mexico/BajaNorte
America/Toronto = America/Montreal America/Nipigon America/Thunder_Bay Canada/Eastern
America/Vancouver = Canada/Pacific
America/Whitehorse = Canada/Yukon
America/Winnipeg = America/Rainy_River Canada/Central
Antarctica/McMurdo = Antarctica/South_Pole
Arctic/Longyearbyen = Atlantic/Jan_Mayen
Asia/Ashgabat = Asia/Ashkhabad
Asia/Dhaka = Asia/Dacca
Asia/Ho_Chi_Minh = Asia/Saigon
Asia/Jerusalem = Asia/Tel_Aviv
Asia/Kathmandu = Asia/Katmandu
Asia/Kolkata = Asia/Calcutta
Asia/Macau = Asia/Macao
Asia/Makassar = Asia/Ujung_Pandang
Asia/Nicosia = Europe/Nicosia
Asia/Shanghai = Asia/Chongqing Asia/Chungking Asia/Harbin
Asia/Thimphu = Asia/Thimbu
Asia/Ulaanbaatar = Asia/Choibalsan Asia/Ulan_Bator
Asia/Urumqi = Asia/Kashgar
Asia/Yangon = Asia/Rangoon
Atlantic/Faroe = Atlantic/Faeroe
Australia/Adelaide = Australia/South
Australia/Brisbane = Australia/Queensland
Australia/Broken_Hill = Australia/Yancowinna
Australia/Darwin = Australia/North
Australia/Hobart = Australia/Currie Australia/Tasmania
Australia/Lord_Howe = Australia/LHI
Australia/Melbourne = Australia/Victoria
Australia/Perth = Australia/West
Australia/Sydney = Australia/ACT Australia/Canberra Australia/NSW
Europe/Chisinau = Europe/Tiraspol
Europe/Istanbul = Asia/Istanbul
Europe/Kyiv = Europe/Kiev Europe/Uzhgorod Europe/Zaporozhye
Europe/London = Europe/Belfast
Pacific/Chuuk = Pacific/Truk Pacific/Yap
Pacific/Easter = Chile/EasterIsland
Pacific/Honolulu = Pacific/Johnston US/Hawaii
Pacific/Kanton = Pacific/Enderbury
Pacific/Pago_Pago = Pacific/Samoa US/Samoa
Pacific/Pohnpei = Pacific/Ponape
UTC = Etc/UTC Etc/UCT Etc/Universal Etc/Zulu Etc/GMT Etc/GMT+0 Etc/GMT-0 Etc/GMT0 Etc/Greenwich
";

/// Abbreviations, with the places most likely meant. They are never taken at their word: some stand for
/// several zones, and those that are zones of their own (EST) don't know summer.
pub const ABBREVIATIONS: &str = "
ET EST EDT = America/New_York America/Toronto
CT CST CDT = America/Chicago America/Winnipeg Asia/Shanghai
MT MST MDT = America/Denver America/Phoenix America/Edmonton
PT PST PDT = America/Los_Angeles America/Vancouver
AST ADT = America/Halifax America/Puerto_Rico Asia/Riyadh
AKST AKDT = America/Anchorage
HST HDT = Pacific/Honolulu
BRT = America/Sao_Paulo
ART = America/Argentina/Buenos_Aires
GMT = Europe/London Africa/Accra Atlantic/Reykjavik UTC
BST = Europe/London
WET WEST = Europe/Lisbon
CET CEST MET MEZ MESZ = Europe/Berlin Europe/Paris Europe/Madrid Europe/Rome Europe/Amsterdam Europe/Warsaw
EET EEST = Europe/Athens Europe/Kyiv Europe/Bucharest Europe/Helsinki
TRT = Europe/Istanbul
MSK = Europe/Moscow
WAT = Africa/Lagos
CAT = Africa/Maputo Africa/Harare
SAST = Africa/Johannesburg
EAT = Africa/Nairobi
GST = Asia/Dubai
PKT = Asia/Karachi
IST = Asia/Kolkata Europe/Dublin Asia/Jerusalem
ICT = Asia/Bangkok Asia/Ho_Chi_Minh
WIB = Asia/Jakarta
SGT = Asia/Singapore
HKT = Asia/Hong_Kong
JST = Asia/Tokyo
KST = Asia/Seoul
AWST = Australia/Perth
ACST ACDT = Australia/Adelaide Australia/Darwin
AEST AEDT = Australia/Sydney Australia/Melbourne Australia/Brisbane
NZST NZDT NZT = Pacific/Auckland
";
