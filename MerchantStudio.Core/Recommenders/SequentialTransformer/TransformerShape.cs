namespace MerchantStudio.Core.Recommenders.SequentialTransformer;

/// <summary>The sizes of a sequential transformer.</summary>
internal sealed record TransformerShape
{
    /// <summary>Items of the catalogue; the table has one row more, row 0 for "nothing".</summary>
    public required int Items { get; init; }

    /// <summary>Most purchases of a customer that are looked at.</summary>
    public required int Length { get; init; }

    public required int Width { get; init; }

    public required int Blocks { get; init; }

    /// <summary>Must divide <see cref="Width"/>.</summary>
    public required int Heads { get; init; }

    /// <summary>Rows of the item table.</summary>
    public int TableRows => Items + 1;

    public int HeadWidth => Width / Heads;

    /// <summary>Weights in all.</summary>
    public long Parameters => ((long)(TableRows + Length) * Width) + (Blocks * ((6L * Width * Width) + (10L * Width))) + (2L * Width);
}
