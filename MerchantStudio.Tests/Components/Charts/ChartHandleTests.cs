using MerchantStudio.Components.Charts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace MerchantStudio.Tests.Components.Charts;

/// <summary>What happens while the browser takes its time, which is the reader's to use.</summary>
public sealed class ChartHandleTests : IAsyncDisposable
{
    private readonly SlowBrowser _browser = new();
    private readonly ChartHandle _chart = new();
    private readonly ElementReference _canvas = new("canvas");

    [Fact]
    public async Task Show_ANewerDescriptionWhileTheFirstIsDrawn_EndsWithTheNewer()
    {
        var drawing = ShowAsync("first");
        await ShowAsync("second");
        await ShowAsync("third");

        _browser.Answer();
        await drawing;

        _browser.Calls.ShouldBe(["import", "create first", "update third"]);
    }

    [Fact]
    public async Task Dispose_WhileItIsDrawn_TakesTheDrawingAwayWhenItIsThere()
    {
        var drawing = ShowAsync("first");
        await _chart.DisposeAsync();

        _browser.Answer();
        await drawing;

        _browser.Calls.ShouldBe(["import", "create first", "dispose"]);
        _browser.Released.ShouldBe(2);
    }

    [Fact]
    public async Task Show_OnAnotherCanvas_DrawsAnew()
    {
        _browser.Answer();
        await ShowAsync("first");
        await _chart.ShowAsync(_browser, new ElementReference("another"), Spec("first"), _ => Task.CompletedTask);

        _browser.Calls.ShouldBe(["import", "create first", "dispose", "import", "create first"]);
    }

    [Fact]
    public async Task Show_AfterAFailure_TriesAgain()
    {
        _browser.Fail();
        await Should.ThrowAsync<JSException>(ShowAsync("first"));
        _browser.Answer();
        await ShowAsync("first");

        _browser.Calls.ShouldBe(["import", "create first", "import", "create first"]);
    }

    [Fact]
    public async Task Dispose_ATabThatIsGone_IsQuiet()
    {
        _browser.Answer();
        await ShowAsync("first");
        _browser.Leave();

        await _chart.DisposeAsync();

        _browser.Calls[^1].ShouldBe("dispose");
    }

    public async ValueTask DisposeAsync()
    {
        await _chart.DisposeAsync();
        await _browser.DisposeAsync();
    }

    private Task ShowAsync(string title) => _chart.ShowAsync(_browser, _canvas, Spec(title), _ => Task.CompletedTask).AsTask();

    private static LineChart Spec(string title) => new()
    {
        Title = title,
        Labels = ChartLabels.Days("Day", [new DateOnly(2011, 12, 8)]),
        Y = new ValueAxis(title, ChartFormat.Whole),
        Series = [ValueSeries.Of(title, [1L])],
    };

    /// <summary>Draws when it is told to, and keeps count.</summary>
    private sealed class SlowBrowser : IJSRuntime, IJSObjectReference
    {
        private TaskCompletionSource _drawing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private bool _isGone;

        public List<string> Calls { get; } = [];

        public int Released { get; private set; }

        public void Answer()
        {
            if (_drawing.Task.IsFaulted)
            {
                _drawing = new TaskCompletionSource();
            }
            _drawing.SetResult();
        }

        public void Fail() => _drawing.SetException(new JSException("not drawn"));

        public void Leave() => _isGone = true;

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, CancellationToken.None, args);

        public async ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            var spec = args?.OfType<System.Text.Json.Nodes.JsonObject>().SingleOrDefault();
            Calls.Add(spec is null ? identifier : $"{identifier} {spec["series"]![0]!["name"]}");
            if (_isGone)
            {
                throw new JSDisconnectedException("gone");
            }
            if (identifier == "create")
            {
                await _drawing.Task.WaitAsync(cancellationToken);
            }
            return typeof(TValue) == typeof(IJSObjectReference) ? (TValue)(object)this : default!;
        }

        public ValueTask DisposeAsync()
        {
            Released++;
            return ValueTask.CompletedTask;
        }
    }
}
