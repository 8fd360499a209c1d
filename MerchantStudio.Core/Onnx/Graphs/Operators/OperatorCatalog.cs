using System.Collections.Frozen;

namespace MerchantStudio.Core.Onnx.Graphs.Operators;

/// <summary>Every operator that graphs may use.</summary>
internal static class OperatorCatalog
{
    private static readonly FrozenDictionary<string, OperatorRule> s_rules = new OperatorRule[]
    {
        new AddOperator(), new SubtractOperator(), new MultiplyOperator(), new DivideOperator(),
        new NegateOperator(), new ExponentialOperator(), new LogarithmOperator(), new SquareRootOperator(),
        new SigmoidOperator(), new TanhOperator(), new ReluOperator(), new ErfOperator(), new AbsoluteOperator(), new IdentityOperator(),
        new MatMulOperator(), new GemmOperator(),
        new SoftmaxOperator(), new LayerNormalizationOperator(),
        new ReduceSumOperator(), new ReduceMeanOperator(),
        new ReshapeOperator(), new TransposeOperator(), new ConcatOperator(), new SliceOperator(), new ExpandOperator(),
        new GatherOperator(), new GatherElementsOperator(), new ScatterNdOperator(),
        new CastOperator(), new EqualOperator(), new WhereOperator(), new ClipOperator(),
    }.ToFrozenDictionary(rule => rule.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<OperatorRule> All => s_rules.Values;

    public static OperatorRule Find(string operation) => s_rules[operation];
}
