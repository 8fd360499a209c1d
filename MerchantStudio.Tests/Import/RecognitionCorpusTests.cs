using System.Text;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import;
using MerchantStudio.Core.Import.Decoding;
using MerchantStudio.Core.Import.Presets;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Import;

/// <summary>The headers that platforms really write, in every order, company and encoding: each is recognised, and by its own preset only.</summary>
public sealed class RecognitionCorpusTests
{
    private static readonly (string Preset, string Header)[] s_headers =
    [
        ("shopify-products", "Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Option3 Name,Option3 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title,SEO Description,Google Shopping / Google Product Category,Google Shopping / Gender,Google Shopping / Age Group,Google Shopping / MPN,Google Shopping / AdWords Grouping,Google Shopping / AdWords Labels,Google Shopping / Condition,Google Shopping / Custom Product,Google Shopping / Custom Label 0,Variant Image,Variant Weight Unit,Variant Tax Code,Cost per item,Price / International,Compare At Price / International,Status"),
        ("shopify-products-new", "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name,Option1 value,Option1 Linked To,Option2 name,Option2 value,Option2 Linked To,Option3 name,Option3 value,Option3 Linked To,Price,Compare-at price,Cost per item,Charge tax,Tax code,Unit price total measure,Unit price total measure unit,Unit price base measure,Unit price base measure unit,Inventory tracker,Inventory quantity,Continue selling when out of stock,Weight value (grams),Weight unit for display,Requires shipping,Fulfillment service,Product image URL,Image position,Image alt text,Variant image URL,Gift card,SEO title,SEO description,Color (product.metafields.shopify.color-pattern),Google Shopping / Google product category"),
        ("shopify-orders", "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,Payment References"),
        ("shopify-customers", "First Name,Last Name,Email,Accepts Email Marketing,Company,Address1,Address2,City,Province,Province Code,Country,Country Code,Zip,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Tags,Note,Tax Exempt"),
        ("woocommerce-products", "ID,Type,SKU,\"GTIN, UPC, EAN, or ISBN\",Name,Published,Is featured?,Visibility in catalog,Short description,Description,Date sale price starts,Date sale price ends,Tax status,Tax class,In stock?,Stock,Low stock amount,Backorders allowed?,Sold individually?,Weight (kg),Length (cm),Width (cm),Height (cm),Allow customer reviews?,Purchase note,Sale price,Regular price,Categories,Tags,Shipping class,Images,Download limit,Download expiry days,Parent,Grouped products,Upsells,Cross-sells,External URL,Button text,Position,Attribute 1 name,Attribute 1 value(s)"),
        ("woocommerce-orders-wide", "order_id,order_number_formatted,order_number,date,status,order_shipping,order_shipping_tax,order_fees,order_fee_tax,order_tax,cart_discount,order_discount,order_total,payment_method,shipping_method,customer_user,billing_first_name,billing_last_name,billing_email,order_item_1,order_item_2"),
        ("taobao-orders", "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址,运送方式,联系电话,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,物流公司,订单备注,宝贝总数量,分销商Id,分销商店铺名称,订单关闭原因,卖家服务费,买家服务费,发票抬头,定金排名,修改后的sku,修改后的收货地址,异常信息,卡券抵扣,积分抵扣,是否是O2O交易"),
        ("taobao-orders-b", "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,支付金额,买家实际支付积分,订单状态,买家留言,收货人,收货地址,运送方式,联系电话,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,定金排名,修改后的sku,修改后的收货地址,异常信息"),
        ("taobao-items", "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码"),
        ("taobao-items", "订单编号,标题,价格,购买数量,外部系统编号,规格名称,套餐信息,备注,订单状态,商家编码"),
        ("jd-orders", "订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,订单类型,下单帐号,客户姓名,客户地址,联系电话,订单备注,发票类型,发票抬头,发票内容,商家备注,商家备注等级（等级1-5为由高到低）,运费金额,付款确认时间,增值税发票,货号,订单完成时间,订单来源,订单渠道"),
        // What sellers' own scripts of the last years read: buyers' names are gone, and what was paid is 买家实付金额.
        ("taobao-orders-c", "订单编号,支付单号,买家应付货款,买家应付邮费,总金额,买家实付金额,订单状态,收货地址,运送方式,订单创建时间,商品标题,宝贝种类,物流单号,物流公司,备注标签,商家备注,宝贝总数量,开票信息,手机订单,商品属性SKU,发货时间"),
        ("taobao-suborders", "子订单编号,主订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码,支付单号,买家应付货款,买家实际支付金额,退款状态,退款金额,订单创建时间,订单付款时间"),
        ("taobao-suborders", "子订单编号,主订单编号,商品标题,商品价格,购买数量,商品属性,订单状态,买家实付金额,退款状态,退款金额,商品ID,发货时间"),
        ("taobao-orders", "订单编号,买家会员名,买家支付宝账号,支付交易号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址,运送方式,联系电话,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,特权订金订单id,定金排名,修改后的sku,修改后的收货地址,异常信息,天猫卡券抵扣,集分宝抵扣,是否是O2O交易,买家姓名,买家身份证号,买家手机号"),
        ("jd-orders", "订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,订单类型,下单帐号,客户姓名,客户地址,联系电话,订单备注,商家备注,运费金额,付款确认时间,货号,服务费,送装服务,仓库id,仓库名称"),
        ("jd-orders", "店铺ID,店铺名称,订单号,商品名称,订购数量,下单时间,应付金额,下单帐号,客户姓名,客户地址,联系电话"),
        ("douyin-orders", "主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品单价,订单应付金额,运费,订单提交时间,支付完成时间,订单完成时间,商家备注,订单状态,售后状态,省,市,区,街道,达人ID,达人昵称,广告渠道"),
        ("pinduoduo-orders", "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),用户实付金额(元),商家实收金额(元),商品数量(件),发货时间,确认收货时间,商品id,商品规格,样式ID,商家编码-规格维度,商家编码-商品维度,商家备注,售后状态,快递单号,快递公司,订单成交时间,是否分期,分期期数,手续费承担方,分期方式"),
        ("douyin-orders", "主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品金额,订单应付金额,运费,收件人,收件人手机号,详细地址,订单提交时间,商家备注,订单完成时间,订单状态,售后状态,取消原因,发货时间,支付方式,达人ID,达人昵称,流量体裁,流量渠道,流量来源,流量类型,平台实际承担优惠金额,商家实际承担优惠金额,达人实际承担优惠金额"),
        ("pinduoduo-orders", "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),用户实付金额(元),商家实收金额(元),商品数量(件),支付时间,承诺发货时间,发货时间,确认收货时间,商品id,商品规格,样式ID,商品一级类目,商家编码-规格维度,商家编码-商品维度,售后状态,快递单号,快递公司,省,市,区,街道"),
        ("personalize-events", "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE"),
        ("gorse-feedback", "FeedbackType,UserId,ItemId,Value,Timestamp"),
        ("rees46-events", "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session"),
        ("google-merchant", "id,title,description,link,image_link,availability,price,brand,gtin,condition,google_product_category"),
        // Column lists of the newer customer export and of Shopify's own template, as three independent importers name them.
        ("shopify-customers", "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags"),
        ("shopify-customers", "First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Tags,Note,Tax Exempt"),
        // WooCommerce's labels in German, French, Spanish and Simplified Chinese, with the units that shops set.
        ("woocommerce-products", "ID,Typ,Artikelnummer,Name,Veröffentlicht,Ist hervorgehoben?,Sichtbarkeit im Katalog,Kurzbeschreibung,Beschreibung,\"Datum, an dem Angebotspreis beginnt\",\"Datum, an dem Angebotspreis endet\",Steuerstatus,Steuerklasse,Vorrätig?,Lager,Geringe Lagermenge,Rückstände erlaubt?,Nur einzeln verkaufen?,Gewicht (g),Länge (mm),Breite (mm),Höhe (mm),Kundenbewertungen erlauben?,Hinweis zum Kauf,Angebotspreis,Regulärer Preis,Kategorien,Schlagwörter,Versandklasse,Bilder,Downloadlimit,Ablauftage des Downloads,Übergeordnetes Produkt,Gruppierte Produkte,Zusatzverkäufe,Cross-Sells (Querverkäufe),Externe URL,Button-Text,Position"),
        ("woocommerce-products", "ID,Type,UGS,Nom,Publié,Mis en avant ?,Visibilité dans le catalogue,Description courte,Description,Date de début de promo,Date de fin de promo,État de la TVA,Classe de TVA,En stock ?,Stock,Montant de stock faible,Autoriser les commandes de produits en rupture ?,Vendre individuellement ?,Poids (kg),Longueur (cm),Largeur (cm),Hauteur (cm),Autoriser les avis clients ?,Note de commande,Tarif promo,Tarif régulier,Catégories,Étiquettes,Classe d’expédition,Images,Limite de téléchargement,Jours d’expiration du téléchargement,Parent,Groupes de produits,Produits suggérés,Ventes croisées,URL externe,Libellé du bouton,Position"),
        ("woocommerce-products", "ID,Tipo,SKU,Nombre,Publicado,¿Está destacado?,Visibilidad en el catálogo,Descripción corta,Descripción,Día en que empieza el precio rebajado,Día en que termina el precio rebajado,Estado del impuesto,Clase de impuesto,¿En inventario?,Inventario,¿Permitir reservas de productos agotados?,¿Vendido individualmente?,Peso (kg),Longitud (cm),Ancho (cm),Altura (cm),¿Permitir valoraciones de clientes?,Nota de compra,Precio rebajado,Precio normal,Categorías,Etiquetas,Clase de envío,Imágenes,Límite de descargas,Días de expiración de la descarga,Superior,Productos agrupados,Ventas dirigidas,Ventas Cruzadas,URL Externa,Texto del botón,Posición,Nombre del atributo 1,Valor(es) del atributo 1"),
        ("woocommerce-products", "ID,类型,SKU,\"GTIN, UPC, EAN, or ISBN\",名称,已发布,是推荐产品？,在列表页可见,简短描述,描述,促销开始日期,促销截止日期,税状态,税类,有货？,库存,库存不足,允许缺货下单？,单独出售？,重量(公斤),长度(厘米),宽度 (厘米),高度 (厘米),允许客户评价？,购物备注,促销价格,常规售价,分类,标签,运费类,图片,下载限制,下载的过期天数,父级,分组产品,交叉销售,交叉销售,外部链接,按钮文本,位置,品牌"),
        ("woocommerce-orders-lines", "Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Company (Billing),Address 1&2 (Billing),City (Billing),State Code (Billing),Postcode (Billing),Country Code (Billing),Email (Billing),Phone (Billing),First Name (Shipping),Last Name (Shipping),Address 1&2 (Shipping),City (Shipping),State Code (Shipping),Postcode (Shipping),Country Code (Shipping),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,Shipping Method Title,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,Quantity,Item Cost,Coupon Code,Discount Amount,Discount Amount Tax"),
        // Attributes of the report in Amazon's own documentation; the second as one of its client libraries names them.
        ("amazon-orders", "amazon-order-id,merchant-order-id,purchase-date,last-updated-date,order-status,fulfillment-channel,sales-channel,order-channel,ship-service-level,product-name,sku,asin,item-status,quantity,currency,item-price,item-tax,shipping-price,shipping-tax,gift-wrap-price,gift-wrap-tax,item-promotion-discount,ship-promotion-discount,ship-city,ship-state,ship-postal-code,ship-country,promotion-ids,is-business-order,purchase-order-number,price-designation"),
        ("amazon-orders", "amazon-order-id,merchant-order-id,purchase-date,last-updated-date,order-status,fulfillment-channel,sales-channel,order-channel,ship-service-level,product-name,sku,asin,number-of-items,item-status,tax-collection-model,tax-collection-responsible-party,quantity,currency,item-price,item-tax,shipping-price,shipping-tax,gift-wrap-price,gift-wrap-tax,item-promotion-discount,ship-promotion-discount,address-type,ship-city,ship-state,ship-postal-code,ship-country,promotion-ids,cpf,is-business-order,purchase-order-number,price-designation"),
        // Labels of the order grid's columns in Magento 2's source, first those shown at the start, then all.
        ("magento-orders", "ID,Purchase Point,Purchase Date,Bill-to Name,Ship-to Name,Grand Total (Base),Grand Total (Purchased),Status"),
        ("magento-orders", "ID,Purchase Point,Purchase Date,Bill-to Name,Ship-to Name,Grand Total (Base),Grand Total (Purchased),Status,Billing Address,Shipping Address,Shipping Information,Customer Email,Customer Group,Subtotal,Shipping and Handling,Customer Name,Payment Method,Total Refunded"),
        ("ga4-events", "event_date,event_timestamp,event_name,user_pseudo_id,user_id,ga_session_id,transaction_id,item_id,item_name,item_brand,item_category,price,quantity,value,currency,device_category,country,source"),
        ("invoice-lines", "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"),
    ];

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-bom", "utf-16le", "utf-16be", "gb18030", "windows-1252"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Inspect_EveryHeaderInEveryOrder_NamesItsPresetAndNoOther(string encoding)
    {
        var random = new Random(8);
        foreach (var (preset, header) in s_headers.Where(pair => Writes(encoding, pair.Header)))
        {
            var columns = Split(header);
            for (var variant = 0; variant < 4; variant++)
            {
                var shown = columns.ToList();
                if (variant > 0)
                {
                    shown.AddRange(Enumerable.Range(1, variant).Select(number => $"My own column {number}"));
                    random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(shown));
                }

                var inspection = await new ImportProbe().InspectAsync(ImportSource.FromBytes("export.csv", Bytes(shown, encoding)));

                inspection.Preset.ShouldBe(preset, $"{encoding}, variant {variant}: {inspection.Problem}");
                var head = new CsvHead(shown, hasHeader: true, [[.. shown.Select(_ => "1")]]);
                CsvPresetCatalog.Platforms.Count(candidate => candidate.Recognise(head) is not null).ShouldBe(1, preset);
            }
        }
    }

    // The data set has no header: what is behind and before the category moves from copy to copy.
    [Theory]
    [InlineData("1,2268318,2520377,pv,1511544070\n100,2576651,149192,buy,-2134949234\n", 0, 1, 2, 3, 4)]
    [InlineData("1\t2268318\t2520377\tpv\t1511544070\n100\t2576651\t149192\tfav\t1511544071\n", 0, 1, 2, 3, 4)]
    [InlineData("1,2268318,pv,1511544070\n100,2576651,cart,1511544071\n", 0, 1, -1, 2, 3)]
    [InlineData("1511544070,1,2268318,2520377,pv\n1511544071,100,2576651,149192,pv\n", 1, 2, 3, 4, 0)]
    public async Task Inspect_UserBehaviorWithoutAHeader_KnowsItsColumnsByTheirValues(string text, int user, int item, int category, int name, int time)
    {
        var inspection = await new ImportProbe().InspectAsync(ImportSource.FromBytes("UserBehavior.csv", Encoding.UTF8.GetBytes(text)));

        inspection.Preset.ShouldBe("taobao-user-behavior");
        var columns = inspection.Plan!.Mapping.Columns;
        string[] names = [.. inspection.Plan.Columns];
        (ImportField Field, int Column)[] wanted =
        [
            (ImportField.CustomerId, user), (ImportField.ProductId, item), (ImportField.Category, category), (ImportField.EventName, name), (ImportField.OccurredAt, time),
        ];
        wanted.ShouldAllBe(pair => Array.IndexOf(names, columns.GetValueOrDefault(pair.Field)) == pair.Column);
    }

    [Theory]
    [InlineData("1,2,3,pv\n4,5,6,buy\n")]
    [InlineData("1,2,3,pv,tea\n4,5,6,buy,cup\n")]
    [InlineData("1,2,3,up,1511544070\n4,5,6,down,1511544071\n")]
    public async Task Inspect_ATableThatOnlyLooksLikeIt_IsNot(string text) =>
        (await new ImportProbe().InspectAsync(ImportSource.FromBytes("t.csv", Encoding.UTF8.GetBytes(text)))).Preset.ShouldNotBe("taobao-user-behavior");

    // Nobody can write Chinese in the Western encoding; the Chinese one writes everything.
    private static bool Writes(string encoding, string header) => encoding != "windows-1252" || IsWestern(header);

    private static bool IsWestern(string header) => header.All(letter => letter < 0x100 || letter == '’') && header.Any(letter => letter > 0x7F);

    private static List<string> Split(string header)
    {
        var cells = new List<string>();
        foreach (var (part, index) in header.Split('"').Select((part, index) => (part, index)))
        {
            cells.AddRange(index % 2 == 1 ? [part] : part.Trim(',').Split(',', StringSplitOptions.RemoveEmptyEntries));
        }

        return cells;
    }

    private static byte[] Bytes(List<string> columns, string encoding)
    {
        var quoted = columns.Select(name => name.Contains(',', StringComparison.Ordinal) ? $"\"{name}\"" : name);
        var text = string.Join(',', quoted) + "\n" + string.Join(',', columns.Select(_ => "1")) + "\n" + string.Join(',', columns.Select(_ => "2")) + "\n";
        return encoding switch
        {
            "utf-8-bom" => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)],
            "utf-16le" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
            "utf-16be" => [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)],
            _ => EncodingGuess.Get(encoding).GetBytes(text),
        };
    }
}
