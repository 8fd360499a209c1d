using MerchantStudio.Core.Numerics;

namespace MerchantStudio.Core.Recommenders.Blend;

/// <summary>One customer's candidates: the best of every part, with their features, and which of them were bought.</summary>
/// <param name="Features">[candidates, features]</param>
/// <param name="IsTarget">Which candidates were bought.</param>
/// <param name="Missed">Purchases that no part ranks high enough to be a candidate.</param>
internal sealed record BlendChoice(float[] Features, bool[] IsTarget, int Missed)
{
    /// <summary>nDCG@10 of the order that some weights give.</summary>
    public double Gain(ReadOnlySpan<double> weights)
    {
        const int ListLength = 10;
        var scores = Scores(weights);
        var (gain, targets) = (0.0, Missed + IsTarget.Count(target => target));
        for (var c = 0; c < scores.Length; c++)
        {
            if (IsTarget[c])
            {
                var above = scores.Count(score => score > scores[c]);
                gain += above < ListLength ? 1 / Math.Log2(above + 2) : 0;
            }
        }

        return gain / Enumerable.Range(0, Math.Min(ListLength, targets)).Sum(place => 1 / Math.Log2(place + 2));
    }

    /// <summary>Mean over the purchases found of the logarithm of what <see cref="Probabilities"/> gives them; 0 when none was found.</summary>
    public double LogLikelihood(ReadOnlySpan<double> weights)
    {
        // A purchase that is taken for impossible is bad, not infinitely so: one customer must not decide alone.
        const double Least = 1e-12;
        var probabilities = Probabilities(weights);
        return Enumerable.Range(0, IsTarget.Length).Where(c => IsTarget[c]).Select(c => Math.Log(Math.Max(Least, probabilities[c]))).DefaultIfEmpty(0).Average();
    }

    /// <summary>The softmax of <see cref="Scores"/>.</summary>
    public double[] Probabilities(ReadOnlySpan<double> weights)
    {
        var scores = Scores(weights);
        var highest = scores.DefaultIfEmpty(0).Max();
        var shares = Array.ConvertAll(scores, score => Math.Exp(score - highest));
        var sum = shares.Sum();
        return Array.ConvertAll(shares, share => share / sum);
    }

    /// <summary>Features times weights, for each candidate.</summary>
    public double[] Scores(ReadOnlySpan<double> weights)
    {
        var scores = new double[IsTarget.Length];
        for (var c = 0; c < scores.Length; c++)
        {
            for (var f = 0; f < weights.Length; f++)
            {
                scores[c] += weights[f] * Features[(c * weights.Length) + f];
            }
        }

        return scores;
    }
}

/// <summary>Asks the parts for their candidates.</summary>
internal static class BlendChoices
{
    private const int CandidatesPerPart = 100;
    private const int CasesAtOnce = 32;

    // Enough to tell a dozen weights apart, and few enough to keep all their candidates in memory.
    private const int MostCases = 5000;

    /// <summary>In an order that depends on the seed only, so that any half of them is as good as the other.</summary>
    public static IReadOnlyList<BlendChoice> Of(IReadOnlyList<IRecommenderModel> parts, BlendQuestion question, CancellationToken cancellationToken)
    {
        var cases = question.Cases.Where(one => one.History.Count > 0).ToArray();
        new SeededRandom(question.Seed).Fork(79).Shuffle(cases.AsSpan());
        var chunks = cases.Take(MostCases).Chunk(CasesAtOnce).ToArray();
        var choices = new BlendChoice[chunks.Length][];
        WorkQueue.Run(chunks.Length, question.Threads, () => parts.Select(part => new float[CasesAtOnce * part.ItemCount]).ToArray(), (chunk, scores) =>
        {
            for (var part = 0; part < parts.Count; part++)
            {
                parts[part].ScoreBatch([.. chunks[chunk].Select(one => one.History)], scores[part].AsSpan(0, chunks[chunk].Length * parts[part].ItemCount));
            }

            choices[chunk] = [.. chunks[chunk].Select((one, row) => Make(one, row, scores, question.OnlyNew))];
        }, cancellationToken);
        return [.. choices.SelectMany(some => some)];
    }

    private static BlendChoice Make(HeldOutBasket one, int row, float[][] scores, bool onlyNew)
    {
        var items = scores[0].Length / CasesAtOnce;
        var taken = onlyNew ? one.History.DistinctItems().ToHashSet() : [];
        var candidates = new SortedSet<int>();
        foreach (var part in scores)
        {
            candidates.UnionWith(Best(part.AsSpan(row * items, items), taken));
        }

        var targets = one.Targets.Where(item => !taken.Contains(item)).ToArray();
        var scales = Array.ConvertAll(scores, part => BlendFeatures.Scale(part.AsSpan(row * items, items)));
        var features = new float[candidates.Count * scores.Length * BlendFeatures.PerPart];
        var at = 0;
        foreach (var item in candidates)
        {
            for (var part = 0; part < scores.Length; part++)
            {
                var (linear, logarithmic) = BlendFeatures.Of(scores[part][(row * items) + item], scales[part]);
                features[at++] = (float)linear;
                features[at++] = (float)logarithmic;
            }
        }

        return new BlendChoice(features, [.. candidates.Select(item => Array.BinarySearch(targets, item) >= 0)], targets.Count(item => !candidates.Contains(item)));
    }

    private static IEnumerable<int> Best(ReadOnlySpan<float> scores, HashSet<int> without)
    {
        var order = new PriorityQueue<int, float>(CandidatesPerPart + 1);
        for (var item = 0; item < scores.Length; item++)
        {
            if (order.Count < CandidatesPerPart)
            {
                if (!without.Contains(item))
                {
                    order.Enqueue(item, scores[item]);
                }
            }
            else if (scores[item] > scores[order.Peek()] && !without.Contains(item))
            {
                _ = order.EnqueueDequeue(item, scores[item]);
            }
        }

        return order.UnorderedItems.Select(entry => entry.Element);
    }
}
