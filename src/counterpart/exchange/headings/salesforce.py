"""Salesforce exports: API names of the data export, and labels of reports."""

SYSTEM = "salesforce"

PERSON_FIELDS = {
    "FirstName": "first_name",
    "First Name": "first_name",
    "LastName": "last_name",
    "Last Name": "last_name",
    "Email": "email",
    "E-mail": "email",
    "Phone": "phone",
    "Business Phone": "phone",
    "Title": "title",
    "CurrencyIsoCode": "",
    "CreatedDate": "",
    "LastModifiedDate": "",
    "SystemModstamp": "",
    "IsDeleted": "",
}
ACCOUNT = {
    "Id": "source_id",
    "Account ID": "source_id",
    "Account ID (18)": "source_id",
    "Name": "name",
    "Account Name": "name",
    "ParentId": "parent_id",
    "Parent Account ID": "parent_id",
    "Parent Account": "parent",
    "Industry": "industry",
    "BillingCountry": "country",
    "BillingCountryCode": "country",
    "Billing Country": "country",
    "BillingCity": "city",
    "Billing City": "city",
    "BillingState": "region",
    "Billing State/Province": "region",
    "Website": "website",
    "AnnualRevenue": "",
    "Annual Revenue": "",
    "CurrencyIsoCode": "currency",
    "Annual Revenue Currency": "currency",
    "Description": "note",
    "Account Description": "note",
    "OwnerId": "",
    "Owner ID": "",
    "Account Owner": "",
    "Type": "",
    "NumberOfEmployees": "",
    "Employees": "",
    "BillingStreet": "",
    "BillingPostalCode": "",
    "ShippingCity": "",
    "ShippingCountry": "",
    "AccountNumber": "",
    "Rating": "",
    "Phone": "",
    "Fax": "",
    "CreatedDate": "",
    "LastModifiedDate": "",
    "SystemModstamp": "",
    "IsDeleted": "",
}
CONTACT = PERSON_FIELDS | {
    "Id": "source_id",
    "Contact ID": "source_id",
    "AccountId": "account_id",
    "Account ID": "account_id",
    "Account Name": "account",
    "Name": "full_name",
    "Full Name": "full_name",
    "Department": "function",
    "ReportsToId": "reports_to_id",
    "Reports To ID": "reports_to_id",
    "Reports To": "reports_to",
    "Description": "goals",
    "Languages__c": "languages",
    "Level__c": "level",
    "OwnerId": "",
    "Contact Owner": "",
    "LeadSource": "",
    "Salutation": "",
    "Birthdate": "",
    "MobilePhone": "",
    "MailingCity": "",
    "MailingCountry": "",
    "AssistantName": "",
    "HasOptedOutOfEmail": "",
}
USER = PERSON_FIELDS | {
    "Id": "source_id",
    "User ID": "source_id",
    "Name": "full_name",
    "Full Name": "full_name",
    "Department": "function",
    "ManagerId": "manager_id",
    "Manager ID": "manager_id",
    "Manager": "manager",
    "LanguageLocaleKey": "languages",
    "Username": "",
    "Alias": "",
    "Division": "",
    "ProfileId": "",
    "UserRoleId": "",
    "IsActive": "",
    "Active": "",
    "EmployeeNumber": "",
    "TimeZoneSidKey": "",
    "CompanyName": "",
    "UserType": "",
}
# The owners of accounts are the leads of today; only when leads are asked for.
LEAD = {
    "Id": "account_id",
    "Account ID": "account_id",
    "Name": "account",
    "Account Name": "account",
    "OwnerId": "person_id",
    "Owner ID": "person_id",
    "Account Owner": "person",
}
# Opportunities are orders once they are won: the stage says what the document is.
OPPORTUNITY = {
    "Id": "document_no",
    "Opportunity ID": "document_no",
    "AccountId": "account_id",
    "Account ID": "account_id",
    "Account Name": "account",
    "Amount": "amount",
    "CloseDate": "on",
    "Close Date": "on",
    "CurrencyIsoCode": "currency",
    "Amount Currency": "currency",
    "OwnerId": "seller_id",
    "Opportunity Owner": "seller",
    "StageName": "document_kind",
    "Stage": "document_kind",
    "Name": "",
    "Opportunity Name": "",
    "Type": "",
    "Probability": "",
    "Probability (%)": "",
    "ForecastCategory": "",
    "LeadSource": "",
    "NextStep": "",
    "IsWon": "",
    "IsClosed": "",
    "IsDeleted": "",
    "CreatedDate": "",
    "LastModifiedDate": "",
    "SystemModstamp": "",
}
OBJECTS = {
    "accounts": ACCOUNT,
    "contacts": CONTACT,
    "people": USER,
    "leads": LEAD,
    "order_lines": OPPORTUNITY,
}
DEFAULTS: dict[str, dict[str, str]] = {"order_lines": {"line_no": "1"}}
ONLY_ASKED = frozenset({"leads"})
# A heading that only exports of this kind have.
TELLING = {
    "accounts": ("ParentId", "BillingCity", "BillingCountry", "AnnualRevenue", "Industry"),
    "contacts": ("AccountId", "ReportsToId", "Contact ID", "LeadSource", "MailingCity"),
    "people": ("Username", "ProfileId", "UserRoleId", "ManagerId", "IsActive", "User ID"),
    "leads": ("OwnerId", "Owner ID", "Account Owner"),
    "order_lines": ("StageName", "CloseDate", "Opportunity ID", "Opportunity Name"),
}

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def full_id(key: str) -> str:
    """The 18 characters of a Salesforce id whose 15-character form a report gave.

    The last three letters say which of the first fifteen are capitals, so that systems that
    ignore case keep the ids apart.

    >>> full_id("0015g00000AbCdE")
    '0015g00000AbCdEAAV'
    """
    if len(key) != 15 or not key.isalnum() or not key.isascii():
        return key
    ends = ""
    for start in (0, 5, 10):
        part = key[start : start + 5]
        ends += ALPHABET[sum(letter.isupper() << place for place, letter in enumerate(part))]
    return key + ends
