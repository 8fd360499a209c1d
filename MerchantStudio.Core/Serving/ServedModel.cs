using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Serving;

/// <summary>
/// A version that is loaded and answers. Whoever uses it holds it; it is freed when its cache has let go of it and the last
/// user is done, so that another version can go live in the middle of an answer.
/// </summary>
internal sealed class ServedModel(ModelVersion version, ArtefactModels models, IdMap items)
{
    private readonly Lock _gate = new();
    private int _holders = 1;
    private (string Fingerprint, Assortment Assortment)? _assortment;

    public ModelVersion Version => version;

    /// <summary>All in the same item numbers.</summary>
    public ArtefactModels Models => models;

    public IdMap Items => items;

    /// <summary>The shop's products in the model's numbers, made once per snapshot.</summary>
    public Assortment AssortmentOf(Snapshot snapshot)
    {
        lock (_gate)
        {
            if (_assortment is { } kept && kept.Fingerprint == snapshot.Header.Fingerprint)
            {
                return kept.Assortment;
            }
            var made = Assortment.Of(snapshot, items);
            _assortment = (snapshot.Header.Fingerprint, made);
            return made;
        }
    }

    /// <summary>Starts a use; false when the model is already gone and must be taken from the cache again.</summary>
    public bool TryHold()
    {
        lock (_gate)
        {
            if (_holders == 0)
            {
                return false;
            }
            _holders++;
            return true;
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            if (--_holders > 0)
            {
                return;
            }
        }
        models.Dispose();
    }
}
