namespace MerchantStudio.Core.Predictors.LifetimeValue;

/// <summary>A smooth function to be minimised.</summary>
internal interface IObjective
{
    int Dimension { get; }

    /// <summary>Value at <paramref name="point"/>; fills <paramref name="gradient"/>.</summary>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);
}

/// <summary>Where a minimisation ended.</summary>
/// <param name="Point">The best point found.</param>
/// <param name="Value">The objective there.</param>
/// <param name="Evaluations">How often the objective was evaluated.</param>
/// <param name="Converged">Whether the gradient vanished to the tolerance.</param>
internal sealed record Minimum(double[] Point, double Value, int Evaluations, bool Converged);

/// <summary>
/// BFGS with a weak-Wolfe line search by bisection (Nocedal and Wright 2006, chapters 3 and 6): a dense inverse Hessian,
/// because the models here have three or four parameters.
/// </summary>
internal static class Bfgs
{
    private const double ArmijoSlope = 1e-4;
    private const double CurvatureSlope = 0.9;
    private const double LongestStep = 2;
    private const int LineSearchTrials = 40;

    // Close to the optimum a step changes the value by less than a sum over a million customers can show.
    private const double ValueRounding = 1e-12;

    /// <param name="objective">What is minimised.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="inverseHessian">A guess of the curvature near the optimum, row by row; without one the identity.</param>
    /// <param name="options">Tolerance and limit.</param>
    /// <param name="cancellationToken">Stops between steps.</param>
    public static Minimum Minimise(
        IObjective objective, ReadOnlySpan<double> start, double[,]? inverseHessian, LifetimeValueOptions options, CancellationToken cancellationToken)
    {
        var (gradientTolerance, maxIterations) = (options.GradientTolerance, options.MaxIterations);
        var state = new State(objective, start, inverseHessian);
        for (var iteration = 0; iteration < maxIterations && !state.IsFlat(gradientTolerance); iteration++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            state.PointDownhill();
            if (!state.SearchLine())
            {
                break;
            }

            state.UpdateInverseHessian();
        }

        // A line search ends at rounding level before the gradient does; a hundred times the tolerance is still flat.
        return new Minimum(state.Point, state.Value, state.Evaluations, state.IsFlat(100 * gradientTolerance));
    }

    private sealed class State
    {
        private readonly IObjective _objective;
        private readonly int _n;
        private readonly double[,] _inverseHessian;
        private readonly double[] _direction;
        private readonly double[] _gradient;
        private readonly double[] _trial;
        private readonly double[] _trialGradient;
        private readonly double[] _previousPoint;
        private readonly double[] _previousGradient;

        public State(IObjective objective, ReadOnlySpan<double> start, double[,]? inverseHessian)
        {
            _objective = objective;
            _n = objective.Dimension;
            Point = start.ToArray();
            _gradient = new double[_n];
            _direction = new double[_n];
            _trial = new double[_n];
            _trialGradient = new double[_n];
            _previousPoint = new double[_n];
            _previousGradient = new double[_n];
            _inverseHessian = (double[,]?)inverseHessian?.Clone() ?? new double[_n, _n];
            if (inverseHessian is null)
            {
                ResetInverseHessian();
            }

            Value = Evaluate(Point, _gradient);
        }

        public double[] Point { get; }

        public double Value { get; private set; }

        public int Evaluations { get; private set; }

        public bool IsFlat(double tolerance) => _gradient.All(g => Math.Abs(g) <= tolerance);

        public void PointDownhill()
        {
            for (var i = 0; i < _n; i++)
            {
                _direction[i] = 0;
                for (var j = 0; j < _n; j++)
                {
                    _direction[i] -= _inverseHessian[i, j] * _gradient[j];
                }
            }

            if (Dot(_direction, _gradient) >= 0)
            {
                ResetInverseHessian();
                for (var i = 0; i < _n; i++)
                {
                    _direction[i] = -_gradient[i];
                }
            }
        }

        /// <summary>Moves to a point that satisfies the weak Wolfe conditions; false when no progress is possible.</summary>
        public bool SearchLine()
        {
            var slope = Dot(_direction, _gradient);
            var longest = _direction.Max(Math.Abs);
            var (low, high) = (0.0, double.PositiveInfinity);
            var step = longest > LongestStep ? LongestStep / longest : 1;
            for (var trial = 0; trial < LineSearchTrials; trial++)
            {
                var value = EvaluateAt(step);
                if (!(value <= Value + (ArmijoSlope * step * slope) + (ValueRounding * Math.Abs(Value))))
                {
                    high = step;
                }
                else if (Dot(_direction, _trialGradient) < CurvatureSlope * slope)
                {
                    low = step;
                }
                else
                {
                    Accept(value);
                    return true;
                }

                step = double.IsPositiveInfinity(high) ? 2 * step : (low + high) / 2;
            }

            return false;
        }

        public void UpdateInverseHessian()
        {
            Span<double> moved = stackalloc double[_n];
            Span<double> turned = stackalloc double[_n];
            for (var i = 0; i < _n; i++)
            {
                moved[i] = Point[i] - _previousPoint[i];
                turned[i] = _gradient[i] - _previousGradient[i];
            }

            var curvature = Dot(moved, turned);
            if (curvature > 1e-300)
            {
                ApplyRankTwo(moved, turned, curvature);
            }
        }

        // H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ with ρ = 1 / sᵀy, multiplied out.
        private void ApplyRankTwo(ReadOnlySpan<double> s, ReadOnlySpan<double> y, double sy)
        {
            Span<double> hy = stackalloc double[_n];
            for (var i = 0; i < _n; i++)
            {
                for (var j = 0; j < _n; j++)
                {
                    hy[i] += _inverseHessian[i, j] * y[j];
                }
            }

            var scale = (1 + (Dot(y, hy) / sy)) / sy;
            for (var i = 0; i < _n; i++)
            {
                for (var j = 0; j < _n; j++)
                {
                    _inverseHessian[i, j] += (scale * s[i] * s[j]) - (((hy[i] * s[j]) + (s[i] * hy[j])) / sy);
                }
            }
        }

        private double EvaluateAt(double step)
        {
            for (var i = 0; i < _n; i++)
            {
                _trial[i] = Point[i] + (step * _direction[i]);
            }

            return Evaluate(_trial, _trialGradient);
        }

        private void Accept(double value)
        {
            Point.CopyTo(_previousPoint, 0);
            _gradient.CopyTo(_previousGradient, 0);
            _trial.CopyTo(Point, 0);
            _trialGradient.CopyTo(_gradient, 0);
            Value = value;
        }

        private double Evaluate(double[] point, double[] gradient)
        {
            Evaluations++;
            return _objective.Evaluate(point, gradient);
        }

        private void ResetInverseHessian()
        {
            for (var i = 0; i < _n; i++)
            {
                for (var j = 0; j < _n; j++)
                {
                    _inverseHessian[i, j] = i == j ? 1 : 0;
                }
            }
        }

        private static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
        {
            var sum = 0.0;
            for (var i = 0; i < left.Length; i++)
            {
                sum += left[i] * right[i];
            }

            return sum;
        }
    }
}
