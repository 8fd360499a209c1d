namespace MerchantStudio.Benchmarks.Comparisons.Events;

/// <summary>Makes a <see cref="Clickstream"/>; draws in exactly the order in which the Python generator does.</summary>
internal sealed class ClickstreamMaker
{
    private const int Span = 26 * 7 * 86_400;
    private const int ArrivalSpan = 20 * 7 * 86_400;
    private const int UserCount = 600_000;
    private const int ProductCount = 50_000;

    private static readonly double[] s_views = [.30, .50, .64, .74, .81, .86, .90, .93, .95, .965, .975, .985, .992, .996, .998];

    private readonly Pcg64 _random = new(20250106);
    private readonly int _rows;
    private readonly int _sessions;
    private readonly List<Part> _parts = [];

    // Per session.
    private int[] _user = [];
    private int[] _start = [];
    private int[] _views = [];

    // Per view.
    private int[] _session = [];
    private int[] _product = [];
    private int[] _time = [];
    private bool[] _cart = [];
    private bool[] _stray = [];
    private int[] _price = [];

    public ClickstreamMaker(int rows)
    {
        _rows = rows;
        _sessions = (int)(rows / 3.9) + 1_000;
    }

    public Clickstream Make()
    {
        MakeSessions();
        MakeViews();
        MakeFollowUps();
        return Assemble();
    }

    private void MakeSessions()
    {
        var cumulative = Zipf(UserCount, 1, 2);
        _user = Array.ConvertAll(_random.Doubles(_sessions), draw => SearchLeft(cumulative, draw));
        var arrive = Array.ConvertAll(_random.Doubles(UserCount), draw => (int)(draw * ArrivalSpan));
        var (one, other) = (_random.Doubles(_sessions), _random.Doubles(_sessions));
        _start = new int[_sessions];
        for (var i = 0; i < _sessions; i++)
        {
            var first = arrive[_user[i]];
            _start[i] = first + (int)(one[i] * other[i] * (Span - 3_600 - first));
        }

        // A part of the night's sessions moves to the day.
        for (var i = 0; i < _sessions; i++)
        {
            var moves = _random.NextDouble() < 0.7;
            _start[i] += moves && _start[i] % 86_400 < 6 * 3_600 ? 12 * 3_600 : 0;
        }
        SortByUserAndTime();
        _views = Array.ConvertAll(_random.Doubles(_sessions), draw => 1 + SearchLeft(s_views, draw));
        for (var i = 0; i < _sessions; i++)
        {
            _views[i] *= _random.NextDouble() < 0.01 ? 2 : 1;
        }
    }

    private void SortByUserAndTime()
    {
        var keys = new long[_sessions];
        for (var i = 0; i < _sessions; i++)
        {
            keys[i] = ((long)_user[i] << 32) | (uint)_start[i];
        }
        Array.Sort(keys);
        (_user, _start) = (Array.ConvertAll(keys, key => (int)(key >> 32)), Array.ConvertAll(keys, key => (int)key));
    }

    private void MakeViews()
    {
        var count = _views.Sum();
        _session = new int[count];
        for (int session = 0, view = 0; session < _sessions; session++)
        {
            _session.AsSpan(view, _views[session]).Fill(session);
            view += _views[session];
        }
        var cumulative = Zipf(ProductCount, 9, 10);
        var ranks = Array.ConvertAll(_random.Doubles(count), draw => SearchLeft(cumulative, draw));
        var permutation = Order(_random.Doubles(ProductCount));
        _product = Array.ConvertAll(ranks, rank => permutation[rank]);
        var (one, other) = (_random.Doubles(ProductCount), _random.Doubles(ProductCount));
        _price = [.. one.Zip(other, (a, b) => 199 + (int)(a * b * 24_800))];
        MakeTimes(count);
        var keen = Array.ConvertAll(_random.Doubles(_sessions), draw => draw < 0.10);
        _cart = new bool[count];
        for (var i = 0; i < count; i++)
        {
            _cart[i] = _random.NextDouble() < (keen[_session[i]] ? 0.18 : 0.09);
        }
        _stray = Array.ConvertAll(_random.Doubles(count), draw => draw < 0.004);
    }

    private void MakeTimes(int count)
    {
        _time = new int[count];
        var now = 0;
        for (var i = 0; i < count; i++)
        {
            var gap = 5 + (int)(_random.NextDouble() * 70);
            now = (i == 0 || _session[i] != _session[i - 1] ? _start[_session[i]] : now) + gap;
            _time[i] = now;
        }
    }

    private void MakeFollowUps()
    {
        var (has, end) = (new bool[_sessions], new int[_sessions]);
        for (var i = 0; i < _session.Length; i++)
        {
            has[_session[i]] |= _cart[i];
            end[_session[i]] = Math.Max(end[_session[i]], _time[i]);
        }
        var (checks, buys, late, lateBuys) = (Draws(0.45), Draws(0.62), Draws(0.20), Draws(0.70));
        for (var s = 0; s < _sessions; s++)
        {
            checks[s] &= has[s];
            buys[s] &= checks[s];
            late[s] &= has[s] && !checks[s] && s + 1 < _sessions && _user[s + 1] == _user[s];
            lateBuys[s] &= late[s];
        }
        var carts = Enumerable.Range(0, _session.Length).Where(view => _cart[view]).ToArray();
        _parts.Add(new Part(0, Enumerable.Range(0, _session.Length), view => _time[view], view => _session[view]));
        _parts.Add(new Part(1, carts, view => _time[view] + 2, view => _session[view]));
        _parts.Add(new Part(2, carts.Where(view => checks[_session[view]]), view => end[_session[view]] + 20, view => _session[view]));
        _parts.Add(new Part(3, carts.Where(view => buys[_session[view]]), view => end[_session[view]] + 95, view => _session[view]));
        _parts.Add(new Part(2, carts.Where(view => late[_session[view]]), view => _start[_session[view] + 1] + 1, view => _session[view] + 1));
        _parts.Add(new Part(3, carts.Where(view => lateBuys[_session[view]]), view => _start[_session[view] + 1] + 4, view => _session[view] + 1));
        _parts.Add(new Part(2, Enumerable.Range(0, _session.Length).Where(view => _stray[view]), view => _time[view] + 3, view => _session[view]));
    }

    private bool[] Draws(double share) => Array.ConvertAll(_random.Doubles(_sessions), draw => draw < share);

    // A stable counting sort by second; only the first rows are kept.
    private Clickstream Assemble()
    {
        var places = new int[_parts.Max(part => part.Views.Max(part.Time)) + 2];
        foreach (var part in _parts)
        {
            foreach (var view in part.Views)
            {
                places[part.Time(view) + 1]++;
            }
        }
        for (var second = 1; second < places.Length; second++)
        {
            places[second] += places[second - 1];
        }
        var userNames = Order(_random.Doubles(UserCount));
        var sessionNames = Order(_random.Doubles(_sessions));
        var made = new Clickstream
        {
            Seconds = new int[_rows], Kinds = new byte[_rows], Users = new int[_rows],
            Sessions = new int[_rows], Products = new int[_rows], Prices = new int[_rows],
        };
        foreach (var part in _parts)
        {
            foreach (var view in part.Views)
            {
                if (places[part.Time(view)]++ is var row && row < _rows)
                {
                    var session = part.Session(view);
                    (made.Seconds[row], made.Kinds[row], made.Users[row]) = (part.Time(view), part.Kind, userNames[_user[session]]);
                    (made.Sessions[row], made.Products[row], made.Prices[row]) = (sessionNames[session], _product[view], _price[_product[view]]);
                }
            }
        }
        return made;
    }

    // Cumulative weights of 1 / rank^(numerator / denominator), rounded so that a last-bit difference of pow is lost.
    private static double[] Zipf(int count, int numerator, int denominator)
    {
        var (cumulative, sum) = (new double[count], 0.0);
        for (var i = 0; i < count; i++)
        {
            var power = Math.Round(Math.Pow(i + 1, numerator / (double)denominator) * 1e6) / 1e6;
            sum += Math.Round(1.0 / power * 1e9) / 1e9;
            cumulative[i] = sum;
        }
        return Array.ConvertAll(cumulative, value => value / sum);
    }

    // The first place whose value is not below.
    private static int SearchLeft(double[] sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    private static int[] Order(double[] keys)
    {
        var order = Enumerable.Range(0, keys.Length).ToArray();
        Array.Sort(keys, order);
        return order;
    }

    private sealed record Part(byte Kind, IEnumerable<int> Views, Func<int, int> Time, Func<int, int> Session);
}
