using Quantum.Core.Indicators;

namespace Quantum.Core.Tests.Indicators;

public class StateWriterTests
{
    [Fact]
    public void A_buffer_that_is_too_small_is_the_callers_bug()
    {
        Assert.Throws<ArgumentException>(() => new StateWriter(new byte[7]).WriteDouble(1));
        Assert.Throws<ArgumentException>(() => new StateWriter(new byte[3]).WriteInt32(1));
    }

    [Fact]
    public void Bytes_are_little_endian_on_every_machine()
    {
        var bytes = new byte[12];
        var writer = new StateWriter(bytes);
        writer.WriteInt32(0x01020304);
        writer.WriteDouble(1); // 0x3FF0000000000000
        Assert.Equal([4, 3, 2, 1, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F], bytes);
    }
}
