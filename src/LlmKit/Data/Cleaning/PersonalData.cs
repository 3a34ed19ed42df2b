using System.Net;
using System.Text.RegularExpressions;

namespace LlmKit.Data.Cleaning;

/// <summary>
/// Masks mail addresses, Chinese mobile phones and phones with a country's code, Chinese identity numbers (GB 11643), payment
/// cards (ISO/IEC 7812) and public addresses of the internet. Identity and card numbers count only when their check digit is
/// right, so order numbers stay; addresses of private networks name nobody, so they stay too.
/// </summary>
public static partial class PersonalData
{
    private static readonly int[] s_weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The text with <c>&lt;MAIL&gt;</c>, <c>&lt;ID&gt;</c>, <c>&lt;CARD&gt;</c>, <c>&lt;PHONE&gt;</c>,
    /// <c>&lt;IP&gt;</c>, and how many were masked.</summary>
    public static (string Text, int Masked) Mask(string text)
    {
        var masked = 0;
        text = Mail().Replace(text, _ => Put("<MAIL>"));
        text = Identity().Replace(text, found => IsIdentity(found.Value) ? Put("<ID>") : found.Value);
        text = Card().Replace(text, found => IsCard(found.Value) ? Put("<CARD>") : found.Value);
        text = Phone().Replace(text, _ => Put("<PHONE>"));
        text = ForeignPhone().Replace(text, found => found.Value.Count(char.IsAsciiDigit) is >= 9 and <= 15 ? Put("<PHONE>") : found.Value);
        text = Address().Replace(text, found => IsPublicAddress(found.Value) ? Put("<IP>") : found.Value);
        return (text, masked);

        string Put(string mask)
        {
            masked++;
            return mask;
        }
    }

    /// <summary>Whether 18 characters are an identity number: a possible day of birth and the right check character.</summary>
    public static bool IsIdentity(string digits)
    {
        if (digits.Length != 18 || !digits.AsSpan(0, 17).ContainsOnlyDigits()) return false;
        if (!DateOnly.TryParseExact(digits.AsSpan(6, 8), "yyyyMMdd", out var born) || born.Year < 1850) return false;
        var sum = 0;
        for (var index = 0; index < 17; index++) sum += (digits[index] - '0') * s_weights[index];
        return "10X98765432"[sum % 11] == char.ToUpperInvariant(digits[17]);
    }

    /// <summary>Whether 13 to 19 digits, perhaps with spaces or hyphens, have the check digit of a card (Luhn).</summary>
    public static bool IsCard(string text)
    {
        var digits = text.Where(char.IsAsciiDigit).Select(digit => digit - '0').Reverse().ToArray();
        if (digits.Length is < 13 or > 19 || digits.Distinct().Count() == 1) return false;
        var sum = digits.Select((digit, index) => index % 2 == 0 ? digit : (digit * 2 / 10) + (digit * 2 % 10)).Sum();
        return sum % 10 == 0;
    }

    /// <summary>Whether a text is an address that anyone on the internet may have: not of a private network or the machine itself.</summary>
    public static bool IsPublicAddress(string text)
    {
        if (!IPAddress.TryParse(text, out var address)) return false;
        var bytes = address.GetAddressBytes();
        if (bytes.Length == 16)
            return !(IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.IsIPv6Multicast || address.Equals(IPAddress.IPv6Any));
        return text.Count(letter => letter == '.') == 3 && bytes switch
        {
            [0 or 10 or 127, ..] or [>= 224, ..] => false,
            [172, >= 16 and <= 31, ..] or [192, 168, ..] or [169, 254, ..] or [100, >= 64 and <= 127, ..] => false,
            [192, 0, 2, _] or [198, 51, 100, _] or [203, 0, 113, _] => false,
            _ => true,
        };
    }

    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    [GeneratedRegex(@"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![A-Za-z0-9_-])")]
    private static partial Regex Mail();

    [GeneratedRegex(@"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")]
    private static partial Regex Identity();

    [GeneratedRegex(@"(?<![0-9.])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])")]
    private static partial Regex Card();

    [GeneratedRegex(@"(?<![0-9])(?:\+?86[ -]?)?1[3-9][0-9](?:[ -]?[0-9]{4}){2}(?![0-9])")]
    private static partial Regex Phone();

    [GeneratedRegex(@"(?<![0-9A-Za-z])(?:\+|00)[1-9][0-9]{0,2}(?:[ .-]?\(?[0-9]{1,4}\)?){2,6}(?![0-9])")]
    private static partial Regex ForeignPhone();

    // A fifth part or a letter before it tells a version from an address.
    [GeneratedRegex(@"(?<![0-9A-Za-z.:])(?:(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?!\.?[0-9A-Za-z])|(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{0,4}(?![0-9A-Za-z:]))")]
    private static partial Regex Address();
}
