namespace MerchantStudio.Core.Import.Demo;

/// <summary>What the demo shop should be like. The same options always give the same files, byte by byte.</summary>
public sealed record DemoOptions
{
    /// <summary>People who buy at least once, 10 to 200,000.</summary>
    public int Customers { get; init; } = 2000;

    public ulong Seed { get; init; } = 1;

    /// <summary>Last day of the shop's history; it goes back two years.</summary>
    public DateOnly Until { get; init; } = new(2025, 12, 31);

    public string Currency { get; init; } = "GBP";
}
