using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;

namespace MerchantStudio.Core.Serving;

/// <summary>
/// A version that is loaded and answers. Whoever uses it holds it; it is freed when its cache has let go of it and the last
/// user is done, so that another version can go live in the middle of an answer.
/// </summary>
internal sealed class ServedModel(ModelVersion version, IRecommenderModel model, IRecommenderModel popularity, IdMap items)
{
    private readonly Lock _gate = new();
    private int _holders = 1;

    public ModelVersion Version => version;

    public IRecommenderModel Model => model;

    /// <summary>What everybody takes, in the same item numbers: answers where the model has nothing to go by.</summary>
    public IRecommenderModel Popularity => popularity;

    public IdMap Items => items;

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
        model.Dispose();
        popularity.Dispose();
    }
}
