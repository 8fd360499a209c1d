using System.Text;

namespace MerchantStudio.Tests.Import.Csv;

/// <summary>A CSV parser that reads like the rules, letter by letter; the fast one must agree with it.</summary>
internal static class ReferenceCsv
{
    public static List<List<string>> Parse(string text, char delimiter)
    {
        var records = new List<List<string>>();
        var cells = new List<string>();
        var cell = new StringBuilder();
        var state = State.Start;
        var wasQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            switch (state)
            {
                case State.Start or State.Plain or State.AfterQuote when letter == delimiter:
                    EndCell();
                    break;
                case State.Start or State.Plain or State.AfterQuote when letter is '\r' or '\n':
                    EndRecord();
                    break;
                case State.Start when letter == '"':
                    (state, wasQuoted) = (State.Quoted, true);
                    break;
                case State.Quoted when letter == '"' && i + 1 < text.Length && text[i + 1] == '"':
                    _ = cell.Append('"');
                    i++;
                    break;
                case State.Quoted when letter == '"':
                    state = State.AfterQuote;
                    break;
                default:
                    _ = cell.Append(letter);
                    state = state == State.Start ? State.Plain : state;
                    break;
            }
        }

        if (state != State.Start || cells.Count > 0)
        {
            EndRecord();
        }

        return records;

        void EndCell()
        {
            cells.Add(cell.ToString());
            _ = cell.Clear();
            state = State.Start;
            wasQuoted = wasQuoted && cells.Count == 1;
        }

        void EndRecord()
        {
            var isBlank = cells.Count == 0 && cell.Length == 0 && !wasQuoted;
            EndCell();
            if (!isBlank)
            {
                records.Add(cells);
            }

            cells = [];
            wasQuoted = false;
        }
    }

    private enum State
    {
        Start,
        Plain,
        Quoted,
        AfterQuote,
    }
}
