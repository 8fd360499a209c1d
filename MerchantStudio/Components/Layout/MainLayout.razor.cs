using System.Security.Cryptography;
using MerchantStudio.State;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace MerchantStudio.Components.Layout;

public sealed partial class MainLayout : IDisposable
{
    private readonly CancellationTokenSource _lifetime = new();
    private ErrorBoundary? _boundary;

    [Inject]
    public required StudioState State { get; init; }

    [Inject]
    public required ILogger<MainLayout> Logger { get; init; }

    public void Dispose()
    {
        State.Changed -= OnAddressChanged;
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        State.Changed += OnAddressChanged;
        await State.RefreshAsync(_lifetime.Token);
    }

    private void OnAddressChanged() => _ = InvokeAsync(async () =>
    {
        await State.RefreshAsync(_lifetime.Token);
        _boundary?.Recover();
        StateHasChanged();
    });

    private void Recover() => _boundary?.Recover();

    private string Report(Exception failure)
    {
        var id = Convert.ToHexString(RandomNumberGenerator.GetBytes(4));
        Log.Unhandled(Logger, id, failure);
        return id;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A page failed while it was in use; the reader was shown {ErrorId}.")]
        public static partial void Unhandled(ILogger logger, string errorId, Exception failure);
    }
}
