namespace Quantum.Core.Labels;

/// <summary>One candle after the entry.</summary>
/// <param name="Open">First price, &gt; 0.</param>
/// <param name="High">Highest price.</param>
/// <param name="Low">Lowest price.</param>
/// <param name="Close">Last price.</param>
/// <param name="FundingRate">
/// Sum of the rates settled as the candle opened, shares of the position value, longs pay when &gt; 0; 0 without one.
/// </param>
public readonly record struct PathBar(double Open, double High, double Low, double Close, double FundingRate);
