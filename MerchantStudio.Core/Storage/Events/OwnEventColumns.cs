using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.Columns;

namespace MerchantStudio.Core.Storage.Events;

/// <summary>How a block's codes of one own column become the segment's.</summary>
/// <param name="BlockColumn">The block's own column; -1 when it has none of that name.</param>
/// <param name="Translation">The segment's code of each of the block's.</param>
internal readonly record struct OwnTranslation(int BlockColumn, int[] Translation)
{
    public ReadOnlySpan<int> Codes(EventBlock events) => BlockColumn < 0 ? [] : events.Codes(EventBlock.Own(BlockColumn));
}

/// <summary>The own columns of a segment: which there are, and their different texts, of which a bounded number is kept.</summary>
internal sealed class OwnEventColumns
{
    private readonly List<string> _names = [];
    private readonly List<Utf8Table> _texts = [];

    /// <param name="events">A block.</param>
    /// <param name="taken">Which of its rows are written; what only others say stays out.</param>
    public OwnTranslation[] Translate(EventBlock events, ReadOnlySpan<int> taken)
    {
        foreach (var name in events.OwnNames.Where(name => _names.Count < EventBlock.MostOwn && !_names.Contains(name)))
        {
            _names.Add(name);
            _texts.Add(new Utf8Table());
        }

        var translations = new OwnTranslation[_names.Count];
        for (var column = 0; column < translations.Length; column++)
        {
            var number = events.OwnNames.ToList().IndexOf(_names[column]);
            translations[column] = new OwnTranslation(number, number < 0 ? [] : Translate(events, number, taken, _texts[column]));
        }

        return translations;
    }

    public void Write(ColumnFileWriter file)
    {
        if (_names.Count > 0)
        {
            file.WriteStrings(EventColumns.OwnNames, [.. _names]);
        }

        for (var column = 0; column < _names.Count; column++)
        {
            file.WriteTexts(EventColumns.Own[column], _texts[column]);
        }
    }

    private static int[] Translate(EventBlock events, int number, ReadOnlySpan<int> taken, Utf8Table table)
    {
        var codes = events.Codes(EventBlock.Own(number));
        var texts = events.Texts(EventBlock.Own(number));
        var translation = new int[texts.Count];
        Array.Fill(translation, -1);
        for (var i = 0; i < taken.Length && !codes.IsEmpty; i++)
        {
            if (codes[taken[i]] is >= 0 and var code && translation[code] < 0)
            {
                translation[code] = CodeOf(table, texts[code], texts.HashOf(code));
            }
        }

        return translation;
    }

    /// <summary>The code of a text, the one of "other" for a new text when there are enough.</summary>
    public static int CodeOf(Utf8Table table, ReadOnlySpan<byte> text, ulong hash) =>
        table.Count < EventColumns.MostOwnTexts || table.Find(text) >= 0 ? table.CodeOf(text, hash) : table.CodeOf(EventColumns.OtherText);
}
