using System.Globalization;

namespace MerchantStudio.Core.Storage.Import;

/// <summary>Cells as text and back, for the values that a batch replaced.</summary>
internal static class CellText
{
    public static string? Of(object? cell) => cell switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "1" : "0",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"A cell holds a {cell.GetType().Name}."),
    };

    public static object? Parse(string? text, CellType type) => text is null ? null : type switch
    {
        CellType.Text => text,
        CellType.Boolean => text == "1",
        CellType.Real => double.Parse(text, CultureInfo.InvariantCulture),
        _ => long.Parse(text, CultureInfo.InvariantCulture),
    };
}
