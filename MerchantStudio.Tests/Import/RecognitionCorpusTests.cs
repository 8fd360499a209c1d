using System.Text;
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
        ("douyin-orders", "主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品金额,订单应付金额,运费,收件人,收件人手机号,详细地址,订单提交时间,商家备注,订单完成时间,订单状态,售后状态,取消原因,发货时间,支付方式,达人ID,达人昵称,流量体裁,流量渠道,流量来源,流量类型,平台实际承担优惠金额,商家实际承担优惠金额,达人实际承担优惠金额"),
        ("pinduoduo-orders", "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),用户实付金额(元),商家实收金额(元),商品数量(件),支付时间,承诺发货时间,发货时间,确认收货时间,商品id,商品规格,样式ID,商品一级类目,商家编码-规格维度,商家编码-商品维度,售后状态,快递单号,快递公司,省,市,区,街道"),
        ("personalize-events", "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE"),
        ("gorse-feedback", "FeedbackType,UserId,ItemId,Value,Timestamp"),
        ("rees46-events", "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session"),
        ("google-merchant", "id,title,description,link,image_link,availability,price,brand,gtin,condition,google_product_category"),
    ];

    public static TheoryData<string> Encodings => ["utf-8", "utf-8-bom", "utf-16le", "utf-16be", "gb18030"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Inspect_EveryHeaderInEveryOrder_NamesItsPresetAndNoOther(string encoding)
    {
        var random = new Random(8);
        foreach (var (preset, header) in s_headers)
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

    private static List<string> Split(string header) => [.. header.Replace("\"GTIN, UPC, EAN, or ISBN\"", "GTIN; UPC; EAN; or ISBN", StringComparison.Ordinal).Split(',')
        .Select(name => name.Replace("GTIN; UPC; EAN; or ISBN", "GTIN, UPC, EAN, or ISBN", StringComparison.Ordinal))];

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
