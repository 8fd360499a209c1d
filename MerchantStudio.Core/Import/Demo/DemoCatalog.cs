namespace MerchantStudio.Core.Import.Demo;

/// <summary>A product of the demo shop.</summary>
internal sealed record DemoProduct
{
    public required int Index { get; init; }
    public required string Sku { get; init; }
    public required string Title { get; init; }
    public required string ChineseTitle { get; init; }
    public required int Department { get; init; }
    public required string Brand { get; init; }
    public required int PriceMinor { get; init; }
    public required int Stock { get; init; }

    /// <summary>Weight of the product among those of its department: few sell a lot.</summary>
    public required double Appeal { get; init; }

    /// <summary>What people who bought this tend to buy next.</summary>
    public required int NextIndex { get; init; }
}

/// <summary>The products of the demo shop.</summary>
internal sealed class DemoCatalog
{
    private readonly int[][] _byDepartment;
    private readonly double[][] _appeal;

    public DemoCatalog(ulong seed)
    {
        var random = DemoRandom.For(seed, "catalog", 0);
        var names = Names().ToList();
        Products = [.. names.Select((name, index) => Make(random, name, index, names.Count))];
        _byDepartment = [.. Enumerable.Range(0, DemoWords.Departments.Count)
            .Select(department => Products.Where(product => product.Department == department).Select(product => product.Index).ToArray())];
        _appeal = [.. _byDepartment.Select(indices => indices.Select(index => Products[index].Appeal).ToArray())];
    }

    public IReadOnlyList<DemoProduct> Products { get; }

    public DemoProduct Pick(DemoRandom random, int department) =>
        Products[_byDepartment[department][random.PickWeighted(_appeal[department])]];

    private static IEnumerable<(int Department, string English, string Chinese)> Names()
    {
        for (var department = 0; department < DemoWords.Departments.Count; department++)
        {
            foreach (var thing in DemoWords.Departments[department].Things)
            {
                // Six looks of each thing, shifted so that departments do not all have the same ones.
                for (var look = 0; look < 6; look++)
                {
                    var (english, chinese) = Split(DemoWords.Looks[(look * 2 + department) % DemoWords.Looks.Count]);
                    var (thingEnglish, thingChinese) = Split(thing);
                    yield return (department, $"{english} {thingEnglish.ToLowerInvariant()}", chinese + thingChinese);
                }
            }
        }
    }

    private static DemoProduct Make(DemoRandom random, (int Department, string English, string Chinese) name, int index, int count)
    {
        var price = DemoWords.Departments[name.Department].MiddlePrice * (0.4 + random.Next() * random.Next() * 3);
        return new DemoProduct
        {
            Index = index,
            Sku = FormattableString.Invariant($"{DemoWords.Departments[name.Department].Name[..2].ToUpperInvariant()}-{1000 + index}"),
            Title = name.English,
            ChineseTitle = name.Chinese,
            Department = name.Department,
            Brand = random.Pick(DemoWords.Brands),
            PriceMinor = (int)Math.Round(price) * 100 + 95,
            Stock = random.Chance(0.06) ? 0 : 3 + random.Below(240),
            Appeal = 1 / (1.0 + random.Below(40)),
            NextIndex = random.Below(count),
        };
    }

    private static (string English, string Chinese) Split(string words)
    {
        var gap = words.LastIndexOf(' ');
        return (words[..gap], words[(gap + 1)..]);
    }
}
