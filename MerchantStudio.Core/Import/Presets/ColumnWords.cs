using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Recognition;
using static MerchantStudio.Core.Domain.ImportField;

namespace MerchantStudio.Core.Import.Presets;

/// <summary>The names that columns of unknown tables go by, in English and Chinese, the clearest first.</summary>
internal static class ColumnWords
{
    /// <summary>0: a clear name, word for word. 1: a looser name, word for word. 2: a clear name among other words.</summary>
    public const int Ranks = 3;

    // Before the bar: names that can mean nothing else. Behind it: names that mean this when nothing clearer is there.
    private static readonly Dictionary<ImportField, string> s_words = new()
    {
        [OrderId] = "order id,order number,order no,orderid,order,invoice no,invoice number,invoice id,invoiceno,transaction id,receipt no,订单编号,订单号,订单id,主订单编号,单号|invoice,transaction,name,id",
        [LineId] = "line id,line item id,order line id,order item id,子订单编号,明细编号|line,item no",
        [OrderedAt] = "order date,ordered at,order time,purchase date,created at,invoice date,invoicedate,order created at,date ordered,sale date,transaction date,下单时间,订单创建时间,成交时间,付款时间,订单时间,购买时间,支付时间|date,time,timestamp,created,datetime,日期,时间",
        [CustomerId] = "customer id,customer,customerid,client id,buyer id,user id,userid,member id,customer email,email,e mail,account id,user,客户编号,客户id,会员id,会员编号,用户id,用户编号,买家id,买家会员名,客户,会员|client,buyer,member,phone,买家,用户,手机号,手机,customer name",
        [ProductId] = "product id,sku,item id,productid,product code,item code,stock code,stockcode,itemid,variant sku,item sku,article number,asin,parent asin,商品id,商品编号,商品编码,货号,商家编码,宝贝id,产品编号|product,item,article,code,handle,id,商品",
        [ProductTitle] = "product name,product title,item name,title,description of goods,lineitem name,商品名称,宝贝标题,商品标题,产品名称,标题,品名,选购商品|name,description,product,item,名称,商品",
        [Variant] = "variant,variant title,option,size,商品规格,规格,颜色分类|color,colour",
        [Category] = "category,product category,category name,product type,category code,department,类目,分类,商品分类,品类,一级类目|type,categories,类别",
        [Brand] = "brand,vendor,manufacturer,brand name,品牌,供应商|maker",
        [Quantity] = "quantity,qty,units,item quantity,lineitem quantity,order quantity,购买数量,商品数量,数量,订购数量,件数,宝贝总数量|count,amount ordered,pieces",
        [UnitPrice] = "unit price,price,item price,unitprice,price each,lineitem price,selling price,单价,商品单价,价格,京东价,售价|cost",
        [LineTotal] = "line total,line amount,item total,amount,total price,sales,revenue,dollars,小计,金额,商品金额,商品总价|value,sum",
        [Currency] = "currency,currency code,币种,货币|",
        [Status] = "status,order status,financial status,payment status,state of order,订单状态,状态|state",
        [Country] = "country,shipping country,billing country,country code,国家,国家地区|region,地区",
        [City] = "city,town,城市,市|",
        [Subtotal] = "subtotal,sub total|",
        [Shipping] = "shipping,shipping cost,freight,shipping fee,运费,邮费,运费金额|delivery",
        [Tax] = "tax,taxes,vat,税费|",
        [Discount] = "discount,discount amount,order discount,优惠金额,折扣|",
        [Total] = "order total,grand total,total,order amount,total amount,总金额,订单金额,实付金额,应付金额,支付金额|",
        [Refunded] = "refunded amount,refund amount,amount refunded,退款金额|",
        [CancelledAt] = "cancelled at,canceled at,取消时间|",
        [ParentId] = "parent id,parent,parent sku,parent asin,item group id|",
        [Description] = "description,product description,body html,details,商品描述,描述|text,body",
        [Tags] = "tags,keywords,标签|labels",
        [ImageUrl] = "image url,image,image link,image src,picture,图片,主图|images,photo",
        [Price] = "price,sale price,regular price,list price,unit price,retail price,单价,价格,售价,市场价|amount,cost,value",
        [Cost] = "cost,cost per item,cost price,purchase price,成本,成本价,进价|",
        [Stock] = "stock,inventory,stock quantity,inventory quantity,quantity in stock,quantity,qty,on hand,库存,库存数量|available",
        [IsActive] = "active,is active,published,status,availability,in stock,enabled,上架,状态|",
        [AcceptsMarketing] = "accepts marketing,accepts email marketing,newsletter,subscribed,marketing consent,opt in,接受营销|",
        [CreatedAt] = "created at,registered at,registration date,signup date,sign up date,date registered,customer since,joined,注册时间,注册日期|created,date,创建时间",
        [DisplayName] = "full name,customer name,display name,name,first name,姓名,客户姓名|",
        [Email] = "email,e mail,email address,customer email,邮箱,电子邮箱|",
        [EventId] = "event id,eventid,insert id|id",
        [EventName] = "event type,event name,event,behavior type,behaviour,behavior,action,feedbacktype,feedback type,interaction,activity,行为类型,行为,事件,事件类型,事件名称|type,name",
        [OccurredAt] = "event time,event timestamp,timestamp,occurred at,event date,time,datetime,created at,behavior time,发生时间,事件时间,时间戳,行为时间|date,时间,日期,time stamp",
        [VisitorId] = "visitor id,visitorid,anonymous id,cookie id,client id,device id,user pseudo id,访客id|visitor,cookie",
        [SessionId] = "session id,session,user session,sessionid,ga session id,会话id,会话|visit id",
        [Source] = "source,utm source,channel,traffic source,referrer,来源,渠道|medium",
        [Device] = "device,device type,device category,platform,设备,终端|",
        [Value] = "search term,search query,query,page,url,page location,搜索词,页面|value",
        [ReviewId] = "review id,reviewid,comment id,评价id,评论id|id",
        [Rating] = "rating,stars,score,star rating,review score,overall,评分,星级|rate,grade,打分",
        [Title] = "review title,summary,headline,title,评价标题|subject",
        [Body] = "review text,review body,review,body,comment,text,review content,content,评价内容,评论内容,评价,评论|message,内容",
        [Language] = "language,lang,locale,语言|",
        [WrittenAt] = "review date,reviewed at,written at,review time,unixreviewtime,评价时间,评论时间|date,time,timestamp,created at,时间,日期",
    };

    private static readonly Dictionary<ImportField, string[][]> s_ranked = s_words.ToDictionary(
        pair => pair.Key,
        pair => pair.Value.Split('|').Select(part => part.Split(',', StringSplitOptions.RemoveEmptyEntries)).ToArray());

    /// <summary>The words of a header, lower-case, one blank between them: "OrderDate", "order_date" and "Order-Date" are "order date".</summary>
    public static string Split(string header)
    {
        var spaced = new System.Text.StringBuilder();
        for (var i = 0; i < header.Length; i++)
        {
            if (i > 0 && char.IsUpper(header[i]) && char.IsLower(header[i - 1]))
            {
                _ = spaced.Append(' ');
            }

            _ = spaced.Append(header[i] is '_' or '-' or '.' or '#' or ':' or '/' ? ' ' : header[i]);
        }

        return HeaderText.Normalise(spaced.ToString());
    }

    /// <summary>A free column that goes by one of the field's names of this rank.</summary>
    public static string? Find(ImportField field, int rank, Dictionary<string, string> free)
    {
        var names = s_ranked[field][rank == 1 ? 1 : 0];
        foreach (var name in names)
        {
            foreach (var (column, words) in free)
            {
                if (rank < 2 ? words == name : IsAmong(name, words))
                {
                    return column;
                }
            }
        }

        return null;
    }

    // "customer order number (shop)" holds "order number"; single short words match too much to be looked for inside others.
    private static bool IsAmong(string name, string words) =>
        (name.Contains(' ', StringComparison.Ordinal) || name[0] > 0x7F)
        && name.Length > 2
        && (name[0] > 0x7F ? words.Contains(name, StringComparison.Ordinal) : $" {words} ".Contains($" {name} ", StringComparison.Ordinal));
}
