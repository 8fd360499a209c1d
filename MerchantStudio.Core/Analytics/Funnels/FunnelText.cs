using System.Globalization;
using System.Text;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>
/// Funnels as one line of text, for addresses, saved funnels and the command line. Steps stand between commas:
/// <c>view_item[category=Tea;device=phone],add_to_cart&lt;2d?,purchase[min=5000]</c>. A step is an event name, then filters in
/// square brackets (a name that is no known filter is an attribute of the shop's own), then <c>&lt;</c> and the longest time since the step before (30m, 12h, 7d), then <c>?</c> when it is optional.
/// An exclusion ends with the steps that it lies between, counted from 1: <c>remove_from_cart:1-3</c>. A backslash makes the
/// character after it an ordinary one. Amounts are whole minor units.
/// </summary>
public static class FunnelText
{
    private const string Special = ",;[]<?=:\\";

    /// <exception cref="FunnelRequestException">The text cannot be read; says where.</exception>
    public static IReadOnlyList<FunnelStep> ReadSteps(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new Reader(text);
        var steps = new List<FunnelStep>();
        while (!reader.AtEnd)
        {
            if (reader.Word(",[<?") is { Length: > 0 } name)
            {
                var filter = reader.Filter();
                var within = reader.Take('<') ? Length(reader.Word(",?")) : (TimeSpan?)null;
                steps.Add(new FunnelStep(name) { Filter = filter, Within = within, Optional = reader.Take('?') });
            }
            reader.Expect(',');
        }
        return steps;
    }

    /// <exception cref="FunnelRequestException">The text cannot be read; says where.</exception>
    public static IReadOnlyList<FunnelExclusion> ReadExclusions(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var reader = new Reader(text);
        var exclusions = new List<FunnelExclusion>();
        while (!reader.AtEnd)
        {
            if (reader.Word(",[:") is { Length: > 0 } name)
            {
                var filter = reader.Filter();
                var (after, before) = reader.Take(':') ? Between(reader.Word(",")) : throw new FunnelRequestException(FunnelProblem.ExclusionWithoutSteps, name);
                exclusions.Add(new FunnelExclusion(name, after, before) { Filter = filter });
            }
            reader.Expect(',');
        }
        return exclusions;
    }

    public static string Write(IEnumerable<FunnelStep> steps) => string.Join(',', steps.Select(step =>
        Escape(step.Event) + Write(step.Filter) + (step.Within is { } within ? "<" + Write(within) : "") + (step.Optional ? "?" : "")));

    public static string Write(IEnumerable<FunnelExclusion> exclusions) => string.Join(',', exclusions.Select(exclusion => string.Create(
        CultureInfo.InvariantCulture, $"{Escape(exclusion.Event)}{Write(exclusion.Filter)}:{exclusion.AfterStep + 1}-{exclusion.BeforeStep + 1}")));

    /// <summary>Reads lengths such as 30m, 12h and 7d; a bare number is days.</summary>
    /// <exception cref="FunnelRequestException">It is not one.</exception>
    public static TimeSpan Length(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (number, unit) = text.Length > 0 && char.IsAsciiLetter(text[^1]) ? (text[..^1], char.ToLowerInvariant(text[^1])) : (text, 'd');
        var minutes = unit switch { 's' => 1 / 60.0, 'm' => 1, 'h' => 60, 'd' => 24 * 60, _ => 0 };
        return minutes > 0 && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 1e6
            ? TimeSpan.FromSeconds(Math.Round(count * minutes * 60))
            : throw new FunnelRequestException(FunnelProblem.Length, text);
    }

    /// <summary>A length in its largest whole unit.</summary>
    public static string Write(TimeSpan length) => length switch
    {
        _ when length.Ticks % TimeSpan.TicksPerDay == 0 => string.Create(CultureInfo.InvariantCulture, $"{length.TotalDays}d"),
        _ when length.Ticks % TimeSpan.TicksPerHour == 0 => string.Create(CultureInfo.InvariantCulture, $"{length.TotalHours}h"),
        _ when length.Ticks % TimeSpan.TicksPerMinute == 0 => string.Create(CultureInfo.InvariantCulture, $"{length.TotalMinutes}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(length.TotalSeconds)}s"),
    };

    private static string Write(EventFilter? filter)
    {
        var parts = filter is null ? [] : EventFilterFields.Of(filter).Select(part => $"{Escape(part.Field.Key)}={Escape(part.Value)}").ToList();
        return parts.Count == 0 ? "" : $"[{string.Join(';', parts)}]";
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            _ = Special.Contains(letter, StringComparison.Ordinal) ? escaped.Append('\\').Append(letter) : escaped.Append(letter);
        }
        return escaped.ToString();
    }

    private static (int After, int Before) Between(string text)
    {
        var parts = text.Split('-');
        return parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var before)
                ? (after - 1, before - 1)
                : throw new FunnelRequestException(FunnelProblem.Between, text);
    }

    private sealed class Reader(string text)
    {
        private int _at;

        public bool AtEnd => _at >= text.Length;

        public bool Take(char letter)
        {
            var found = !AtEnd && text[_at] == letter;
            _at += found ? 1 : 0;
            return found;
        }

        public void Expect(char letter)
        {
            if (!AtEnd && !Take(letter))
            {
                throw new FunnelRequestException(FunnelProblem.Letter, text[_at], _at + 1, letter);
            }
        }

        public string Word(string until)
        {
            var word = new StringBuilder();
            for (; !AtEnd && !until.Contains(text[_at], StringComparison.Ordinal); _at++)
            {
                _at += text[_at] == '\\' && _at + 1 < text.Length ? 1 : 0;
                _ = word.Append(text[_at]);
            }
            return word.ToString().Trim();
        }

        public EventFilter? Filter()
        {
            if (!Take('['))
            {
                return null;
            }
            var filter = new EventFilter();
            while (!Take(']'))
            {
                var key = Word("=;]");
                var field = EventFilterFields.Find(key);
                if (!Take('=') || key.Length == 0)
                {
                    throw new FunnelRequestException(FunnelProblem.Filter, key, string.Join(", ", EventFilterFields.All.Select(one => one.Key)));
                }
                var value = Word(";]");
                filter = field.With(filter, value) ?? throw new FunnelRequestException(FunnelProblem.Amount, value);
                if (AtEnd)
                {
                    throw new FunnelRequestException(FunnelProblem.OpenFilter);
                }
                _ = Take(';');
            }
            return filter;
        }
    }
}
