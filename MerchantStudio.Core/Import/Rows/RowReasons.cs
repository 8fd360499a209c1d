namespace MerchantStudio.Core.Import.Rows;

/// <summary>Resource keys of why a row is set aside. The suggestion's key is the reason's with "Fix" behind it.</summary>
public static class RowReasons
{
    public const string TooFewCells = nameof(TooFewCells);
    public const string TooManyCells = nameof(TooManyCells);
    public const string OpenQuote = nameof(OpenQuote);
    public const string BadEncoding = nameof(BadEncoding);
    public const string NulByte = nameof(NulByte);
    public const string CellTooLong = nameof(CellTooLong);
    public const string EmptyRow = nameof(EmptyRow);
    public const string MissingValue = nameof(MissingValue);
    public const string BadNumber = nameof(BadNumber);
    public const string NumberTooLarge = nameof(NumberTooLarge);
    public const string BadDate = nameof(BadDate);
    public const string NonexistentDate = nameof(NonexistentDate);
    public const string ImplausibleDate = nameof(ImplausibleDate);
    public const string BadCurrency = nameof(BadCurrency);
    public const string RoundedId = nameof(RoundedId);
    public const string FirstRowSetAside = nameof(FirstRowSetAside);
    public const string NoOrderForLine = nameof(NoOrderForLine);
    public const string BadItem = nameof(BadItem);
    public const string OtherCurrency = nameof(OtherCurrency);
    public const string Bot = nameof(Bot);
    public const string BotAgent = nameof(BotAgent);

    /// <summary>All reasons, so that a test can hold the words to them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        TooFewCells, TooManyCells, OpenQuote, BadEncoding, NulByte, CellTooLong, EmptyRow, MissingValue, BadNumber, NumberTooLarge,
        BadDate, NonexistentDate, ImplausibleDate, BadCurrency, RoundedId, FirstRowSetAside, NoOrderForLine, BadItem, OtherCurrency, Bot, BotAgent,
    ];

    public static string SuggestionFor(string reason) => reason + "Fix";
}

/// <summary>What is wrong with a row.</summary>
/// <param name="Reason">One of <see cref="RowReasons"/>.</param>
/// <param name="Column">Header of the column; null for the whole row.</param>
/// <param name="Detail">The value or the limit.</param>
internal sealed record RowFault(string Reason, string? Column = null, string? Detail = null);
