using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class StateReaderTests
{
    [Fact]
    public void What_was_written_comes_back_bit_by_bit()
    {
        var bytes = new byte[4 + 8 + 8 + 16];
        var writer = new StateWriter(bytes);
        writer.WriteInt32(-7);
        writer.WriteDouble(-0d);
        writer.WriteDouble(double.NaN);
        writer.WriteDoubles([double.Epsilon, double.MaxValue]);
        Assert.Equal(bytes.Length, writer.Position);

        var reader = new StateReader(bytes);
        var pair = new double[2];
        Assert.Equal(-7, reader.ReadInt32(-7, -7));
        Assert.True(double.IsNegative(reader.ReadDouble()));
        Assert.Equal(double.NaN, reader.ReadDoubleOrNaN());
        reader.ReadDoubles(pair);
        Assert.Equal([double.Epsilon, double.MaxValue], pair);
        Assert.Equal(bytes.Length, reader.Position);
    }

    [Theory]
    //          written, minimum, maximum
    [InlineData(4, 5, 9)]
    [InlineData(10, 5, 9)]
    public void An_integer_outside_its_range_is_refused(int written, int minimum, int maximum)
    {
        var bytes = BitConverter.GetBytes(written);
        Assert.Throws<InvalidDataException>(() => new StateReader(bytes).ReadInt32(minimum, maximum));
        Assert.Throws<InvalidDataException>(() => new StateReader(bytes).Expect(minimum));
    }

    [Theory]
    //          written,               number, or NaN, defined, undefined, not negative
    [InlineData(1.5,                     true,  true,  true,    false,     true)]
    [InlineData(-1.5,                    true,  true,  true,    false,     false)]
    [InlineData(double.NaN,              false, true,  false,   true,      false)]
    [InlineData(double.PositiveInfinity, false, false, false,   false,     false)]
    [InlineData(double.NegativeInfinity, false, false, false,   false,     false)]
    public void A_double_is_taken_only_where_it_is_possible(
        double written, bool asNumber, bool orNaN, bool asDefined, bool asUndefined, bool asNotNegative)
    {
        var bytes = BitConverter.GetBytes(written);
        Assert.Equal(asNumber, Takes(() => new StateReader(bytes).ReadDouble()));
        Assert.Equal(orNaN, Takes(() => new StateReader(bytes).ReadDoubleOrNaN()));
        Assert.Equal(asDefined, Takes(() => new StateReader(bytes).ReadDefined(isDefined: true)));
        Assert.Equal(asUndefined, Takes(() => new StateReader(bytes).ReadDefined(isDefined: false)));
        Assert.Equal(asNotNegative, Takes(() => new StateReader(bytes).ReadNonNegative()));
    }

    [Fact]
    public void The_end_of_the_state_is_refused() =>
        Assert.Throws<InvalidDataException>(() => new StateReader(new byte[7]).ReadDouble());

    private static bool Takes(Func<double> read)
    {
        try
        {
            read();
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
