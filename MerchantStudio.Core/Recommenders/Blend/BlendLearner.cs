namespace MerchantStudio.Core.Recommenders.Blend;

/// <summary>
/// Learns the weight of each feature: those that make the purchases that came next most likely, by a softmax over each
/// customer's candidates (multinomial logit, McFadden 1974), with a small penalty that keeps weights of no use near zero.
/// </summary>
internal static class BlendLearner
{
    private const int CandidatesPerPart = 100;
    private const int Rounds = 150;
    private const double Rate = 0.05;
    private const double Penalty = 1e-3;
    private const int CasesAtOnce = 128;

    public static double[] Learn(IReadOnlyList<IRecommenderModel> parts, IReadOnlyList<HeldOutBasket> cases, CancellationToken cancellationToken)
    {
        var choices = new List<Choice>(cases.Count);
        var buysAgain = BuysAgain(cases);
        foreach (var chunk in cases.Chunk(CasesAtOnce))
        {
            cancellationToken.ThrowIfCancellationRequested();
            choices.AddRange(Choices(parts, chunk, buysAgain));
        }

        return Climb(choices, parts.Count * BlendFeatures.PerPart, cancellationToken);
    }

    /// <summary>Adam on the mean log-likelihood; it is concave, so any start will do.</summary>
    private static double[] Climb(List<Choice> choices, int features, CancellationToken cancellationToken)
    {
        var weights = new double[features];
        Array.Fill(weights, 1.0 / features);
        var (first, second) = (new double[features], new double[features]);
        for (var round = 1; round <= Rounds && choices.Count > 0; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var gradient = new double[features];
            choices.ForEach(choice => choice.AddGradient(weights, gradient));
            for (var f = 0; f < features; f++)
            {
                var g = (gradient[f] / choices.Count) - (Penalty * weights[f]);
                first[f] = (0.9 * first[f]) + (0.1 * g);
                second[f] = (0.99 * second[f]) + (0.01 * g * g);
                weights[f] += Rate * (first[f] / (1 - Math.Pow(0.9, round))) / (Math.Sqrt(second[f] / (1 - Math.Pow(0.99, round))) + 1e-8);
            }
        }

        return weights;
    }

    private static IEnumerable<Choice> Choices(IReadOnlyList<IRecommenderModel> parts, HeldOutBasket[] cases, bool buysAgain)
    {
        var items = parts[0].ItemCount;
        var histories = cases.Select(one => one.History).ToArray();
        var scores = parts.Select(part =>
        {
            var all = new float[cases.Length * items];
            part.ScoreBatch(histories, all);
            return all;
        }).ToArray();
        return cases.Select((one, row) => MakeChoice(one, [.. scores.Select(all => all[(row * items)..((row + 1) * items)])], buysAgain)).OfType<Choice>();
    }

    /// <summary>Whether customers of this shop take the same item again often enough to learn from.</summary>
    private static bool BuysAgain(IReadOnlyList<HeldOutBasket> cases)
    {
        const double Often = 0.01;
        var again = cases.Count(one => one.History.DistinctItems().Any(item => Array.BinarySearch(one.Targets, item) >= 0));
        return again >= Often * cases.Count;
    }

    /// <summary>
    /// Null where no part has found what was bought. Adding it to the candidates nevertheless would teach that what no part
    /// ranks high is what people buy.
    /// </summary>
    private static Choice? MakeChoice(HeldOutBasket one, float[][] scores, bool buysAgain)
    {
        var candidates = new SortedSet<int>();
        foreach (var part in scores)
        {
            candidates.UnionWith(Best(part));
        }

        if (!buysAgain)
        {
            candidates.ExceptWith(one.History.DistinctItems());
        }

        if (!candidates.Overlaps(one.Targets))
        {
            return null;
        }

        var scales = scores.Select(part => BlendFeatures.Scale(part)).ToArray();
        var features = new float[candidates.Count * scores.Length * BlendFeatures.PerPart];
        var at = 0;
        foreach (var item in candidates)
        {
            for (var part = 0; part < scores.Length; part++)
            {
                var (linear, logarithmic) = BlendFeatures.Of(scores[part][item], scales[part]);
                features[at++] = (float)linear;
                features[at++] = (float)logarithmic;
            }
        }

        return new Choice(features, [.. candidates.Select(item => Array.BinarySearch(one.Targets, item) >= 0)]);
    }

    private static IEnumerable<int> Best(float[] scores)
    {
        var count = Math.Min(CandidatesPerPart, scores.Length);
        var order = new PriorityQueue<int, float>(count + 1);
        for (var item = 0; item < scores.Length; item++)
        {
            if (order.Count < count)
            {
                order.Enqueue(item, scores[item]);
            }
            else
            {
                order.EnqueueDequeue(item, scores[item]);
            }
        }

        return order.UnorderedItems.Select(entry => entry.Element);
    }

    /// <param name="Features">[candidates, features]</param>
    /// <param name="IsTarget">Which candidates were bought.</param>
    private sealed record Choice(float[] Features, bool[] IsTarget)
    {
        /// <summary>Adds Σ features·(share of the purchases − probability).</summary>
        public void AddGradient(double[] weights, double[] gradient)
        {
            var probabilities = Probabilities(weights);
            var share = 1.0 / IsTarget.Count(target => target);
            for (var c = 0; c < IsTarget.Length; c++)
            {
                var surprise = (IsTarget[c] ? share : 0) - probabilities[c];
                for (var f = 0; f < weights.Length; f++)
                {
                    gradient[f] += surprise * Features[(c * weights.Length) + f];
                }
            }
        }

        private double[] Probabilities(double[] weights)
        {
            var scores = new double[IsTarget.Length];
            for (var c = 0; c < scores.Length; c++)
            {
                for (var f = 0; f < weights.Length; f++)
                {
                    scores[c] += weights[f] * Features[(c * weights.Length) + f];
                }
            }

            var highest = scores.Max();
            var sum = 0.0;
            for (var c = 0; c < scores.Length; c++)
            {
                scores[c] = Math.Exp(scores[c] - highest);
                sum += scores[c];
            }

            return Array.ConvertAll(scores, score => score / sum);
        }
    }
}
