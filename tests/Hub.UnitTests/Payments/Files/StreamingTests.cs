using System.Globalization;
using System.Text;
using Hub.Payments.Files;
using Hub.Payments.Files.Statements;
using Hub.Tests;
using Xunit;

namespace Hub.UnitTests.Payments.Files;

public sealed class StreamingTests
{
    private const int LinesADay = 2_000;

    [Fact]
    public void Memory_does_not_grow_with_the_file()
    {
        using var file = new LongFile(Night.Or(40, 600));
        var (read, early, late) = (0, 0L, 0L);

        foreach (var part in StatementFiles.Read(file, []))
        {
            read += part is StatementLine ? 1 : 0;
            if (part is StatementLine && read == 2 * LinesADay)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
            else if (part is StatementLine && read == (file.Days - 1) * LinesADay)
            {
                late = GC.GetTotalMemory(forceFullCollection: true);
            }

            Assert.False(part is FileRefusal or StatementClosed { Verdict.IsSound: false }, "the file is sound");
        }

        Assert.Equal(file.Days * LinesADay, read);
        Assert.True(late - early < 24_000_000, $"{early} bytes became {late}");
    }

    [Fact]
    public void A_day_that_comes_back_late_in_a_very_large_file_is_refused()
    {
        using var file = new LongFile(70, comesBack: true);

        var parts = StatementFiles.Read(file, []).Where(part => part is not StatementLine).ToList();

        Assert.Equal(RefusalCodes.Limit, parts.OfType<FileRefusal>().First().Code);
        Assert.False(parts.OfType<StatementClosed>().Last().Verdict.IsSound);
    }

    /// <summary>A statement a day, made while it is read.</summary>
    private sealed class LongFile(int days, bool comesBack = false) : Stream
    {
        private byte[] _day = [];
        private int _next;
        private int _at;

        public int Days => days;

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => 0;
            set
            {
                ArgumentOutOfRangeException.ThrowIfNotEqual(value, 0);
                (_next, _at, _day) = (0, 0, []);
            }
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_at == _day.Length)
            {
                if (_next == days + (comesBack ? 1 : 0))
                {
                    return 0;
                }

                (_day, _at) = (Day(_next++), 0);
            }

            var taken = Math.Min(count, _day.Length - _at);
            Array.Copy(_day, _at, buffer, offset, taken);
            _at += taken;
            return taken;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private byte[] Day(int number)
        {
            var day = new DateOnly(2026, 1, 1).AddDays(number == days ? 0 : number).ToString("yyMMdd", CultureInfo.InvariantCulture);
            var opening = 1L * number * LinesADay;
            var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $":20:D{number}\n:25:0011012345678\n:28C:{number + 1}/1\n:60F:C{day}VND{opening},\n");
            for (var n = 0; n < LinesADay; n++)
            {
                text.Append(CultureInfo.InvariantCulture, $":61:{day}C1,NTRFH40D{n:0000000}//FT{number:000}{n:0000000}\n:86:CT DEN NGUYEN VAN THU {n}\n");
            }

            return Encoding.UTF8.GetBytes(text.Append(CultureInfo.InvariantCulture, $":62F:C{day}VND{opening + LinesADay},\n-\n").ToString());
        }
    }
}
