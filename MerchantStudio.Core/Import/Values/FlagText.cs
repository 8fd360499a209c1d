namespace MerchantStudio.Core.Import.Values;

/// <summary>Reads yes and no in the ways that exports write them.</summary>
internal static class FlagText
{
    private static readonly HashSet<string> s_yes = new(StringComparer.OrdinalIgnoreCase)
        { "true", "yes", "y", "1", "active", "published", "on", "in stock", "in_stock", "instock", "是", "上架", "在售", "有货" };

    private static readonly HashSet<string> s_no = new(StringComparer.OrdinalIgnoreCase)
        { "false", "no", "n", "0", "-1", "draft", "archived", "off", "out of stock", "out_of_stock", "否", "下架", "停售", "缺货" };

    /// <summary>True, false, or null when the cell is empty or says neither.</summary>
    public static bool? Parse(ReadOnlySpan<byte> cell)
    {
        if (cell.IsEmpty || cell.Length > 20)
        {
            return null;
        }

        var word = System.Text.Encoding.UTF8.GetString(cell);
        return s_yes.Contains(word) ? true : s_no.Contains(word) ? false : null;
    }
}
