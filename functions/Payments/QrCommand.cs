using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Shell;
using Hub.Payments.Qr;

namespace Hub.Functions.Payments;

/// <summary><c>hub qr</c>: writes and reads VietQR codes, for which no hub is needed, and keeps the counters' sheets.</summary>
internal static class QrCommand
{
    private const string StandardInput = "-";

    private static readonly Dictionary<string, Bilingual> Words = new(StringComparer.Ordinal)
    {
        ["good"] = ("Mã đúng", "The code is sound"),
        ["crc"] = ("Mã sai ký tự kiểm tra (CRC): hãy quét lại", "The checksum is wrong: scan it again"),
        ["template"] = ("Mã được tạo sai cấu trúc, không được dùng để trả tiền", "The code was written wrong and must not be paid by"),
        ["not-vietqr"] = ("Không phải mã VietQR", "This is no VietQR code"),
    };

    public static Command Create()
    {
        var command = new Command("qr", "Tạo và đọc nội dung mã VietQR; tờ mã ở quầy / write and read the text of VietQR codes; the counters' sheets");
        command.Subcommands.Add(Build());
        command.Subcommands.Add(Read());
        command.Subcommands.Add(QrSheetsCommand.Create());
        return command;
    }

    private static Command Build()
    {
        var bin = new Option<string?>("--bin") { Description = "Mã ngân hàng, 6 chữ số / the bank's number, 6 digits" };
        var account = new Option<string?>("--account") { Description = "Số tài khoản nhận tiền / the account that is paid" };
        var amount = new Option<string?>("--amount") { Description = "Số tiền, đồng; bỏ trống: người trả tự nhập / amount in VND; absent: the payer types it" };
        var memo = new Option<string?>("--memo") { Description = "Nội dung chuyển khoản, tối đa 25 ký tự / text of the transfer, at most 25 characters" };
        var name = new Option<string?>("--name") { Description = "Tên đơn vị, tối đa 25 ký tự / the payee's name, at most 25 characters" };
        var city = new Option<string?>("--city") { Description = "Nơi, tối đa 15 ký tự / city, at most 15 characters" };
        var from = new Option<string?>("--from")
        {
            Description = "Tệp mỗi dòng một đối tượng JSON {bin, account, amount?, memo?, name?, city?}; '-' là đầu vào chuẩn / a file with a JSON object a line; '-' is standard input",
            HelpName = "FILE",
        };
        var png = new Option<string?>("--png") { Description = "Vẽ mã vào tệp PNG này / draw the code into this PNG file", HelpName = "FILE" };
        var svg = new Option<string?>("--svg") { Description = "Vẽ mã vào tệp SVG này / draw the code into this SVG file", HelpName = "FILE" };
        var command = new Command("build", "In nội dung mã / print the text of a code") { bin, account, amount, memo, name, city, from, png, svg };
        command.SetAction(parse =>
        {
            if (parse.GetValue(from) is not null && (parse.GetValue(png) ?? parse.GetValue(svg)) is not null)
            {
                throw new UsageException(new Bilingual("--png và --svg vẽ một mã, không dùng cùng --from", "--png and --svg draw one code and do not go with --from"));
            }

            IEnumerable<JsonObject> wishes = parse.GetValue(from) is { } file ? Lines(file).Select(Wish)
                :
                [
                    new JsonObject
                    {
                        ["bin"] = parse.GetValue(bin),
                        ["account"] = parse.GetValue(account),
                        ["amount"] = parse.GetValue(amount),
                        ["memo"] = parse.GetValue(memo),
                        ["name"] = parse.GetValue(name),
                        ["city"] = parse.GetValue(city),
                    },
                ];
            foreach (var wish in wishes)
            {
                var payload = Payload(wish);
                Draw(parse.GetValue(png), () => QrPicture.Png(payload));
                Draw(parse.GetValue(svg), () => Encoding.UTF8.GetBytes(QrPicture.Svg(payload)));
                Output.Show(parse, new JsonObject { ["payload"] = payload }, built => Output.Line((string)built["payload"]!));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Read()
    {
        var payload = new Argument<string>("PAYLOAD") { Description = "Nội dung mã; '-' là đầu vào chuẩn, mỗi dòng một mã / the text of a code; '-' is standard input, a code a line" };
        var command = new Command("read", "Đọc nội dung mã và cho biết mã có đúng không / read the text of a code and say whether it is sound") { payload };
        command.SetAction(parse =>
        {
            var (given, isGood) = (parse.GetRequiredValue(payload), true);
            foreach (var text in given == StandardInput ? Lines(given) : [given])
            {
                var reading = VietQrReader.Read(text);
                isGood &= reading.Verdict is VietQrVerdict.Good;
                Output.Show(parse, Answer(reading), Show);
            }

            return isGood ? ExitCode.Ok : ExitCode.NotInOrder;
        });
        return command;
    }

    private static string Payload(JsonObject wish)
    {
        var amount = wish["amount"]?.ToString();
        if (amount is not null && !long.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw Refusal([new VietQrFault("amount", VietQrWriter.Amount)]);
        }

        var (payload, faults) = VietQrWriter.Write(new VietQrCode
        {
            Bin = wish["bin"]?.ToString() ?? "",
            Account = wish["account"]?.ToString() ?? "",
            Amount = amount is null ? null : long.Parse(amount, CultureInfo.InvariantCulture),
            Purpose = wish["memo"]?.ToString(),
            MerchantName = wish["name"]?.ToString(),
            City = wish["city"]?.ToString(),
        });
        return payload ?? throw Refusal(faults);
    }

    private static void Draw(string? file, Func<byte[]> picture)
    {
        try
        {
            if (file is not null)
            {
                File.WriteAllBytes(file, picture());
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(new Bilingual($"{file}: không ghi được tệp", $"{file}: the file cannot be written"));
        }
    }

    private static UsageException Refusal(IReadOnlyList<VietQrFault> faults) => new(new Bilingual(
        string.Join(Environment.NewLine, faults.Select(fault => $"{fault.Field}: {fault.Text.Vi}")), string.Join(Environment.NewLine, faults.Select(fault => $"{fault.Field}: {fault.Text.En}"))));

    private static JsonObject Wish(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject ?? throw NoObject(line);
        }
        catch (JsonException)
        {
            throw NoObject(line);
        }
    }

    private static UsageException NoObject(string line) => new(new Bilingual($"không phải đối tượng JSON: {line}", $"no JSON object: {line}"));

    private static JsonObject Answer(VietQrReading reading) => new()
    {
        ["verdict"] = reading.Verdict.Name(),
        ["bin"] = reading.Code?.Bin,
        ["account"] = reading.Code?.Account,
        ["amount"] = reading.Code?.Amount,
        ["memo"] = reading.Code?.Purpose,
    };

    private static void Show(JsonNode answer)
    {
        Output.Line(Words[(string)answer["verdict"]!]);
        foreach (var (member, label) in ((string, Bilingual)[])[("bin", ("ngân hàng", "bank")), ("account", ("tài khoản", "account")), ("amount", ("số tiền", "amount")), ("memo", ("nội dung", "memo"))])
        {
            if (answer[member] is { } value)
            {
                Output.Line($"{Output.Say(label)}: {Output.Text(value)}");
            }
        }
    }

    private static StreamReader Open(string file)
    {
        try
        {
            return file == StandardInput ? new StreamReader(Console.OpenStandardInput()) : File.OpenText(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(new Bilingual($"{file}: không đọc được tệp", $"{file}: the file cannot be read"));
        }
    }

    private static IEnumerable<string> Lines(string file)
    {
        using var reader = Open(file);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                yield return line;
            }
        }
    }
}
