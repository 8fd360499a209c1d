using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace MerchantStudio.State;

/// <summary>
/// Keeps what a page loaded for its first bytes until the circuit asks for it a moment later, so that nothing is loaded
/// twice and the page does not fall back to its skeleton. The browser only carries an unguessable key.
/// </summary>
public sealed class PrerenderHandoff(TimeProvider time)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, (object Model, DateTimeOffset Until)> _kept = new();

    public string Put(object model)
    {
        ForgetOld();
        var key = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _kept[key] = (model, time.GetUtcNow() + s_lifetime);
        return key;
    }

    /// <summary>Gives the model back once; null when it is too late or another server rendered the page.</summary>
    public TModel? Take<TModel>(string key)
        where TModel : class =>
        _kept.TryRemove(key, out var kept) && kept.Until >= time.GetUtcNow() ? kept.Model as TModel : null;

    private void ForgetOld()
    {
        var now = time.GetUtcNow();
        foreach (var old in _kept.Where(pair => pair.Value.Until < now))
        {
            _ = _kept.TryRemove(old.Key, out _);
        }
    }
}
