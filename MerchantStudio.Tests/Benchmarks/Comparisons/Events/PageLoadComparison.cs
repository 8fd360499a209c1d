using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace MerchantStudio.Benchmarks.Comparisons.Events;

/// <summary>
/// The pages of a shop with ten million events, over HTTP from the real program: one after the other, with other filters, and
/// for fifty managers who change filters at once. Each request does all that a circuit does when the address changes, and the
/// whole page around it.
/// </summary>
public sealed class PageLoadComparison : IComparison
{
    private const int Managers = 50;
    private const int ChangesOfEach = 4;
    private const int Depths = 5;
    private const int Steps = 20;

    private static readonly string[] s_pages =
    [
        "/overview?shop=events", "/conversion?shop=events", "/conversion/funnel?shop=events", "/conversion/paths?shop=events", "/conversion/retention?shop=events",
        "/conversion/intent?shop=events", "/customers?shop=events",
    ];

    // What the program does of itself after a start is over by then.
    private static readonly TimeSpan s_afterAWhile = TimeSpan.FromSeconds(15);

    private static readonly string[] s_filtered =
    [
        "/conversion/funnel?shop=events&window=7d", "/conversion/retention?shop=events&unit=Week", "/conversion?shop=events", "/conversion/paths?shop=events", "/overview?shop=events",
    ];

    private static readonly string[] s_steps = ["view_item", "add_to_cart", "begin_checkout", "purchase"];
    private static readonly string[] s_windows = ["1", "7", "14", "30", "90"];
    private static readonly string[] s_periods = ["all", "7d", "30d", "90d"];
    private static readonly string[] s_units = ["Week", "Month"];

    // Never asked for before, so that nothing that is kept answers.
    private int _fresh;

    public string Name => "page-load";

    public string Description =>
        $"Pages of a shop with ten million events, and {Managers} managers who change filters at once, against as many requests for the page to sign in on.";

    public async Task<ComparisonSetup> SetUpAsync(ComparisonScale scale, CancellationToken cancellationToken)
    {
        var bench = await EventBench.SharedAsync(scale, cancellationToken).ConfigureAwait(false);
        if (await StudioServer.StartAsync(bench.SnapshotPath, cancellationToken).ConfigureAwait(false) is not { } server)
        {
            return ComparisonSetup.NotHere("The program has not been built: dotnet build -c Release MerchantStudio.");
        }
        var client = await server.SignInAsync(cancellationToken).ConfigureAwait(false);
        var managers = scale == ComparisonScale.Dry ? 3 : Managers;
        return new ComparisonSetup(
            new Contender("sign-in page, one after the other", token => WorkAsync(server, () => OneByOneAsync(client, [.. s_pages.Select(_ => "/sign-in")], token))),
            [
                new Contender("pages, one after the other", token => WorkAsync(server, () => OneByOneAsync(client, s_pages, token))),
                new Contender("filters that nobody has asked for, one after the other", token => WorkAsync(server, () => OneByOneAsync(client, [.. Enumerable.Range(0, 4 * s_filtered.Length).Select(_ => Fresh())], token))),
                new Contender("steps of paths, one after the other", token => WorkAsync(server, () => OneByOneAsync(client, [.. Enumerable.Range(0, Steps).Select(_ => FreshStep())], token))),
                new Contender($"{managers} managers at once, filters of a menu", token => WorkAsync(server, () => AtOnceAsync(client, managers, FromMenu, token))),
                new Contender($"{managers} managers at once, filters that nobody has asked for", token => WorkAsync(server, () => AtOnceAsync(client, managers, _ => Fresh(), token))),
                .. scale == ComparisonScale.Dry ? (Contender[])[] :
                [
                    new Contender("first pages, right after a start", token => FirstAsync(bench.SnapshotPath, TimeSpan.Zero, token)),
                    new Contender($"first pages, {s_afterAWhile.TotalSeconds} seconds after a start", token => FirstAsync(bench.SnapshotPath, s_afterAWhile, token)),
                ],
            ],
            async () =>
            {
                client.Dispose();
                await server.DisposeAsync().ConfigureAwait(false);
            })
        { Rounds = 3 };
    }

    // More steps and depths than are kept, so that each is counted anew, of a period that nobody has asked for either.
    private string FreshStep()
    {
        var number = Interlocked.Increment(ref _fresh);
        return $"/conversion/paths?shop=events&step={s_steps[number % s_steps.Length]}&depth={1 + (number / s_steps.Length % Depths)}{PeriodOf(number)}";
    }

    private string Fresh()
    {
        var number = Interlocked.Increment(ref _fresh);
        return s_filtered[number % s_filtered.Length] + PeriodOf(number);
    }

    // Of 3,660 periods, each once.
    private static string PeriodOf(int number)
    {
        var from = new DateOnly(2025, 1, 6).AddDays(number % 61);
        var to = new DateOnly(2025, 4, 1).AddDays(number / 61 % 60);
        return FormattableString.Invariant($"&from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}");
    }

    private static string FromMenu(int number) => (number % 2 == 0
        ? $"/conversion/funnel?shop=events&window={s_windows[number / 2 % s_windows.Length]}"
        : $"/conversion/retention?shop=events&unit={s_units[number / 2 % s_units.Length]}")
        + $"&period={s_periods[number / 10 % s_periods.Length]}";

    private static async Task<Dictionary<string, double>> OneByOneAsync(HttpClient client, string[] addresses, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        foreach (var address in addresses)
        {
            times.Add(await OpenAsync(client, address, cancellationToken).ConfigureAwait(false));
        }
        return Figures(times, times.Select((time, i) => (Name: PathOf(addresses[i]), time)).GroupBy(one => one.Name).Select(path => (path.Key, path.Average(one => one.time))));
    }

    private static async Task<IReadOnlyDictionary<string, double>> FirstAsync(string snapshot, TimeSpan wait, CancellationToken cancellationToken)
    {
        var server = await StudioServer.StartAsync(snapshot, cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException("The program is gone.");
        await using (server.ConfigureAwait(false))
        {
            using var client = await server.SignInAsync(cancellationToken).ConfigureAwait(false);
            await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
            return await OneByOneAsync(client, s_pages, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<Dictionary<string, double>> AtOnceAsync(HttpClient client, int managers, Func<int, string> addressOf, CancellationToken cancellationToken)
    {
        var times = await Task.WhenAll(Enumerable.Range(0, managers).Select(async manager =>
        {
            var mine = new List<double>();
            for (var change = 0; change < ChangesOfEach; change++)
            {
                mine.Add(await OpenAsync(client, addressOf((manager * 7) + change), cancellationToken).ConfigureAwait(false));
            }
            return mine;
        })).ConfigureAwait(false);
        return Figures([.. times.SelectMany(mine => mine)], []);
    }

    // On a machine that does other things too, the work says more than the time.
    private static async Task<IReadOnlyDictionary<string, double>> WorkAsync(StudioServer server, Func<Task<Dictionary<string, double>>> drive)
    {
        var before = server.ProcessorTime;
        var figures = await drive().ConfigureAwait(false);
        figures["processorMsEach"] = (server.ProcessorTime - before).TotalMilliseconds / figures["requests"];
        return figures;
    }

    private static async Task<double> OpenAsync(HttpClient client, string address, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), cancellationToken).ConfigureAwait(false);
        var html = await answer.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        // A page that shows nothing would be quick; only the model of purchase intent is not there.
        var isFilled = !address.StartsWith("/conversion", StringComparison.Ordinal) || address.StartsWith("/conversion/intent", StringComparison.Ordinal)
            || html.Contains("data-ms-state=\"filled\"", StringComparison.Ordinal);
        return answer.StatusCode == HttpStatusCode.OK && isFilled
            ? Stopwatch.GetElapsedTime(start).TotalMilliseconds
            : throw new InvalidOperationException($"{address} was answered with {answer.StatusCode} and without its content.");
    }

    private static Dictionary<string, double> Figures(List<double> times, IEnumerable<(string Name, double Milliseconds)> parts)
    {
        var sorted = times.Order().ToArray();
        var figures = new Dictionary<string, double>
        {
            ["requests"] = sorted.Length,
            ["medianMs"] = At(0.5),
            ["p95Ms"] = At(0.95),
            ["maxMs"] = sorted[^1],
        };
        foreach (var (name, milliseconds) in parts)
        {
            figures[name] = milliseconds;
        }
        return figures;

        double At(double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    }

    private static string PathOf(string address) => address.Split('?')[0].ToLower(CultureInfo.InvariantCulture);
}
