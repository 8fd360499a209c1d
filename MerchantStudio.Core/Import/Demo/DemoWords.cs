namespace MerchantStudio.Core.Import.Demo;

/// <summary>The words that the demo shop's products and reviews are made of, in English and Chinese.</summary>
internal static class DemoWords
{
    /// <summary>Departments with the months in which they sell best and what lies in them.</summary>
    public static IReadOnlyList<DemoDepartment> Departments { get; } =
    [
        new("Kitchen", "厨房", 11, 18, ["Mug 马克杯", "Teapot 茶壶", "Chopping board 砧板", "Bread knife 面包刀", "Mixing bowl 搅拌碗", "Storage jar 储物罐", "Tea towel 茶巾", "Apron 围裙"]),
        new("Garden", "园艺", 5, 22, ["Watering can 浇水壶", "Plant pot 花盆", "Trowel 小铲子", "Seed box 种子盒", "Bird feeder 喂鸟器", "Garden gloves 园艺手套", "Lantern 灯笼"]),
        new("Stationery", "文具", 9, 9, ["Notebook 笔记本", "Fountain pen 钢笔", "Desk pad 桌垫", "Pencil case 笔袋", "Wall calendar 挂历", "Letter set 信笺套装"]),
        new("Textiles", "家纺", 1, 35, ["Cushion 靠垫", "Throw 盖毯", "Bath towel 浴巾", "Table runner 桌旗", "Curtain 窗帘", "Duvet cover 被套"]),
        new("Children", "儿童", 12, 16, ["Wooden train 木火车", "Picture book 绘本", "Soft bear 毛绒熊", "Puzzle 拼图", "Rain boots 雨靴", "Drawing set 画具套装"]),
        new("Bath", "沐浴", 2, 12, ["Hand soap 洗手皂", "Bath salts 浴盐", "Sponge 浴海绵", "Body lotion 身体乳", "Soap dish 皂碟"]),
        new("Lighting", "灯具", 10, 55, ["Desk lamp 台灯", "Floor lamp 落地灯", "String lights 串灯", "Candle holder 烛台", "Night light 夜灯"]),
        new("Bags", "包袋", 6, 42, ["Tote bag 托特包", "Backpack 双肩包", "Wash bag 洗漱包", "Picnic bag 野餐包", "Card holder 卡包"]),
        new("Tea and coffee", "茶与咖啡", 12, 11, ["Green tea 绿茶", "Oolong tea 乌龙茶", "Coffee beans 咖啡豆", "Drip filter 滤杯", "Matcha set 抹茶套装"]),
        new("Travel", "旅行", 7, 30, ["Water bottle 水壶", "Travel pillow 旅行枕", "Luggage tag 行李牌", "Folding umbrella 折叠伞", "Packing cubes 收纳袋"]),
    ];

    public static IReadOnlyList<string> Looks { get; } =
    [
        "Oak 橡木", "Linen 亚麻", "Ceramic 陶瓷", "Blue 蓝色", "Striped 条纹", "Small 小号", "Large 大号", "Vintage 复古", "Woven 编织", "Matt black 哑光黑", "Botanical 植物图案", "Soft grey 浅灰",
    ];

    public static IReadOnlyList<string> Brands { get; } = ["Alder & Ash", "Northlight", "Mossway", "青禾", "Kestrel", "拾光", "Harbour Lane"];

    public static IReadOnlyList<string> Countries { get; } = ["United Kingdom", "Germany", "France", "Ireland", "China", "Netherlands"];

    public static IReadOnlyList<double> CountryWeights { get; } = [0.58, 0.12, 0.1, 0.07, 0.08, 0.05];

    public static IReadOnlyList<string> Sources { get; } = ["google", "direct", "newsletter", "instagram", "wechat", "affiliate"];

    public static IReadOnlyList<double> SourceWeights { get; } = [0.36, 0.24, 0.13, 0.14, 0.08, 0.05];

    /// <summary>How readily a visit from each source goes on to the till, beside 1 for the average.</summary>
    public static IReadOnlyList<double> SourceKeenness { get; } = [1.0, 1.25, 1.5, 0.6, 0.9, 0.5];

    public static IReadOnlyList<string> Devices { get; } = ["mobile", "desktop", "tablet"];

    public static IReadOnlyList<double> DeviceWeights { get; } = [0.58, 0.35, 0.07];

    public static IReadOnlyList<string> Praise { get; } =
    [
        "Lovely quality, exactly as pictured.", "Bought it as a gift and ended up ordering a second one.", "Arrived quickly and well packed.",
        "质量很好，和图片一样。", "包装很用心，送人很合适。", "第二次购买了，一如既往地好。",
    ];

    public static IReadOnlyList<string> Middling { get; } =
        ["Fine for the price.", "Smaller than I expected, but nice.", "还可以，比想象中小一点。", "一般般，对得起价格。"];

    public static IReadOnlyList<string> Complaint { get; } =
        ["Broke after a week, disappointed.", "The colour is nothing like the photo.", "用了一周就坏了，失望。", "颜色和照片差太多。"];
}

/// <summary>A department of the demo shop.</summary>
/// <param name="Name">English name.</param>
/// <param name="ChineseName">Chinese name.</param>
/// <param name="BestMonth">Month in which it sells half as much again, 1 to 12.</param>
/// <param name="MiddlePrice">Price around which its products lie, in major units.</param>
/// <param name="Things">English and Chinese name of each thing, a blank before the Chinese.</param>
internal sealed record DemoDepartment(string Name, string ChineseName, int BestMonth, int MiddlePrice, IReadOnlyList<string> Things);
