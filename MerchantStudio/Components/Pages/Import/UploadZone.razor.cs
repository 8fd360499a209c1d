using System.Globalization;
using MerchantStudio.Core.Pipeline.Import;
using MerchantStudio.Resources;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace MerchantStudio.Components.Pages.Import;

/// <summary>Where files are dropped. The browser sends them over HTTP, not over the circuit, and tells here how it goes.</summary>
public sealed partial class UploadZone : IAsyncDisposable
{
    private const string Module = "./assets/page/upload.js";

    // Small enough that a broken connection loses little and the bar moves; large enough that asking costs nothing.
    private const long PieceBytes = 4 << 20;

    private readonly List<FileRow> _files = [];
    private readonly List<string> _arrived = [];
    private ElementReference _zone;
    private ElementReference _field;
    private IJSObjectReference? _module;
    private IJSObjectReference? _attached;
    private DotNetObjectReference<UploadZone>? _self;

    [Inject]
    public required IStringLocalizer<Imports> L { get; init; }

    [Inject]
    public required IJSRuntime Browser { get; init; }

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required AntiforgeryStateProvider Antiforgery { get; init; }

    [Inject]
    public required IOptions<UploadOptions> Limits { get; init; }

    /// <summary>Told the ids of the files that were dropped together, when the last of them has arrived or failed.</summary>
    [Parameter, EditorRequired]
    public EventCallback<IReadOnlyList<string>> OnArrived { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        _self = DotNetObjectReference.Create(this);
        _module = await Browser.InvokeAsync<IJSObjectReference>("import", Module);
        var settings = new
        {
            shop = State.Shop.Slug,
            token = Antiforgery.GetAntiforgeryToken()?.Value ?? "",
            pieceBytes = Math.Min(PieceBytes, Limits.Value.MaxPieceBytes),
        };
        _attached = await _module.InvokeAsync<IJSObjectReference>("attach", _zone, _field, _self, settings);
    }

    [JSInvokable]
    public void AddedAsync(AddedFile[] files)
    {
        _files.RemoveAll(file => file.IsOver);
        _files.AddRange(files.Select(file => new FileRow(file.Key, file.Name, file.Length)));
        StateHasChanged();
    }

    [JSInvokable]
    public void ProgressAsync(string key, long sent)
    {
        if (_files.Find(file => file.Key == key) is { } row)
        {
            row.Sent = sent;
            StateHasChanged();
        }
    }

    [JSInvokable]
    public Task ArrivedAsync(string key, string id)
    {
        _arrived.Add(id);
        return EndAsync(key, null);
    }

    [JSInvokable]
    public Task FailedAsync(string key, string problem) => EndAsync(key, problem);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_attached is not null)
            {
                await _attached.InvokeVoidAsync("dispose");
                await _attached.DisposeAsync();
            }

            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone, and its listeners with it.
        }

        _self?.Dispose();
    }

    private async Task EndAsync(string key, string? problem)
    {
        if (_files.Find(file => file.Key == key) is { } row)
        {
            (row.Sent, row.Problem, row.IsOver) = (row.Length, problem, true);
        }

        StateHasChanged();
        if (_arrived.Count > 0 && _files.TrueForAll(file => file.IsOver))
        {
            string[] together = [.. _arrived];
            _arrived.Clear();
            await OnArrived.InvokeAsync(together);
        }
    }

    /// <summary>A file that the reader chose, as the browser describes it.</summary>
    public sealed record AddedFile(string Key, string Name, long Length);

    private sealed class FileRow(string key, string name, long length)
    {
        public string Key { get; } = key;
        public string Name { get; } = name;
        public long Length { get; } = length;
        public long Sent { get; set; }
        public string? Problem { get; set; }
        public bool IsOver { get; set; }
        public string Share => (Length == 0 ? 1 : Sent / (double)Length).ToString("0.###", CultureInfo.InvariantCulture);
    }
}
